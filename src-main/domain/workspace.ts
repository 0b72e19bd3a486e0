/** Looker's two workspaces. Each new token starts in production (Looker fact sheet, section 1). */
export type Workspace = 'production' | 'dev';
