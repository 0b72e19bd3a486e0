export type MenuItem = {
  readonly label: string;
  readonly isDangerous?: boolean;
  /** Starts a new group. */
  readonly opensGroup?: boolean;
  /** Is handed the button of the menu, so that a dialog can give the focus back to it. */
  readonly act: (trigger: HTMLElement | null) => void;
};
