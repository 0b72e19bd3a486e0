// Pictures that main needs as files; the build copies them beside the code, under names of its own. Those of the tray
// are drawn by assets/tray/draw.sh.
import windowIcon from '../../assets/app/window.png?asset';
import freshIco from '../../assets/tray/fresh.ico?asset';
import fresh from '../../assets/tray/fresh.png?asset';
import fresh2x from '../../assets/tray/fresh@2x.png?asset';
import freshTemplate from '../../assets/tray/freshTemplate.png?asset';
import freshTemplate2x from '../../assets/tray/freshTemplate@2x.png?asset';
import needsYouIco from '../../assets/tray/needs-you.ico?asset';
import needsYou from '../../assets/tray/needs-you.png?asset';
import needsYou2x from '../../assets/tray/needs-you@2x.png?asset';
import needsYouTemplate from '../../assets/tray/needs-youTemplate.png?asset';
import needsYouTemplate2x from '../../assets/tray/needs-youTemplate@2x.png?asset';
import offlineIco from '../../assets/tray/offline.ico?asset';
import offline from '../../assets/tray/offline.png?asset';
import offline2x from '../../assets/tray/offline@2x.png?asset';
import offlineTemplate from '../../assets/tray/offlineTemplate.png?asset';
import offlineTemplate2x from '../../assets/tray/offlineTemplate@2x.png?asset';
import restingIco from '../../assets/tray/resting.ico?asset';
import resting from '../../assets/tray/resting.png?asset';
import resting2x from '../../assets/tray/resting@2x.png?asset';
import restingTemplate from '../../assets/tray/restingTemplate.png?asset';
import restingTemplate2x from '../../assets/tray/restingTemplate@2x.png?asset';
import type { TrayState } from './tray-state';

/** One look of the tray: `twice` is the same picture with twice the pixels each way. */
type TrayFiles = Readonly<Record<TrayState, { readonly once: string; readonly twice: string }>>;

const tiles: TrayFiles = {
  fresh: { once: fresh, twice: fresh2x },
  'needs-you': { once: needsYou, twice: needsYou2x },
  offline: { once: offline, twice: offline2x },
  resting: { once: resting, twice: resting2x },
};

/** Black and alpha; macOS gives them the colour of its menu bar. */
const templates: TrayFiles = {
  fresh: { once: freshTemplate, twice: freshTemplate2x },
  'needs-you': { once: needsYouTemplate, twice: needsYouTemplate2x },
  offline: { once: offlineTemplate, twice: offlineTemplate2x },
  resting: { once: restingTemplate, twice: restingTemplate2x },
};

export const icons = {
  window: windowIcon,
  tray: process.platform === 'darwin' ? templates : tiles,
  /** All sizes of Windows in one file. */
  trayIco: {
    fresh: freshIco,
    'needs-you': needsYouIco,
    offline: offlineIco,
    resting: restingIco,
  } satisfies Record<TrayState, string>,
};
