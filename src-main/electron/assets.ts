// Pictures that main needs as files; the build copies them beside the code.
import windowIcon from '../../assets/app/window.png?asset';
import trayTemplate from '../../assets/tray/tray-template.png?asset';
import tray from '../../assets/tray/tray.png?asset';

export const icons = {
  window: windowIcon,
  tray: process.platform === 'darwin' ? trayTemplate : tray,
};
