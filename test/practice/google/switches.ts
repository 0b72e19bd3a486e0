// Everything about the practice Google that a test may change while it runs. Sections are those of the Google fact sheet.

/** Behaviour and faults of the practice Google. */
export type GoogleSwitches = {
  /** Life of access tokens that are handed out from now on. Section 1.5: about an hour, default 3599. */
  expiresInSeconds: number;
  /**
   * Whether the token endpoint refuses the desktop client without its secret, as Google does although its pages call
   * the secret optional (section 1.4). Default false: the practice client is public.
   */
  requiresSecret: boolean;
  /** The token and revocation endpoints answer 503. Default false. */
  isUnavailable: boolean;
};

/** The switches of a Google that behaves. */
export function toDefaultSwitches(): GoogleSwitches {
  return { expiresInSeconds: 3599, requiresSecret: false, isUnavailable: false };
}
