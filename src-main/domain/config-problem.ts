import type { FieldProblem } from './failure';

/**
 * What is wrong with a line. Never any part of a secret: a line that cannot be read is named by its number only, and
 * a name or host that shares six characters with a secret is `…`. Settings go by their name in the ini
 * (`client_id`), in both formats.
 */
export type ConfigProblem =
  /** Neither section, setting nor comment; or the second line of a value. */
  | { readonly kind: 'not-a-setting'; readonly line: number }
  /** A setting before the first section; or, with the line of its header, a DEFAULT that no section uses. */
  | { readonly kind: 'no-section'; readonly line: number }
  | { readonly kind: 'unclosed-section'; readonly line: number }
  | { readonly kind: 'duplicate-section'; readonly line: number; readonly name: string }
  | { readonly kind: 'duplicate-key'; readonly line: number; readonly key: string }
  /** Absent or empty; the line is the one where the entry starts. */
  | { readonly kind: 'missing-key'; readonly line: number; readonly key: string }
  | { readonly kind: 'bad-address'; readonly line: number; readonly problem: FieldProblem }
  /** With a space in it, or longer than 256. */
  | { readonly kind: 'bad-key-id'; readonly line: number }
  /** With a space in it, or longer than 256. */
  | { readonly kind: 'bad-key-secret'; readonly line: number }
  /** Put together by Python from other settings: `%(name)s`. */
  | { readonly kind: 'interpolation'; readonly line: number; readonly key: string }
  /** Still what a template says: `your_client_id`. */
  | { readonly kind: 'placeholder'; readonly line: number; readonly key: string }
  /** From this line on nothing was taken. */
  | { readonly kind: 'too-many'; readonly line: number; readonly limit: number };
