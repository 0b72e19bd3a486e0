// Judges an API key as it was typed or pasted. Every problem is found at once and named by its field.
import type { Failure, FieldProblem } from './failure';
import { fail, ok, type Result } from './result';
import { Secret } from './secret';

const longestId = 256;
const longestSecret = 256;

export type ApiKey = { readonly keyId: string; readonly keySecret: Secret };

export function judgeKey(
  typedId: string,
  typedSecret: string,
): Result<ApiKey, Extract<Failure, { kind: 'input-invalid' }>> {
  const keyId = judge(typedId, longestId);
  const keySecret = judge(typedSecret, longestSecret);
  if (keyId.ok && keySecret.ok) return ok({ keyId: keyId.value, keySecret: new Secret(keySecret.value) });
  return fail({
    kind: 'input-invalid',
    fields: {
      ...(keyId.ok ? {} : { keyId: keyId.failure }),
      ...(keySecret.ok ? {} : { keySecret: keySecret.failure }),
    },
  });
}

/** Space around it came with the copying; space inside means that more was copied than the value. */
function judge(typed: string, limit: number): Result<string, FieldProblem> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'empty' });
  if (text.length > limit) return fail({ kind: 'too-long', limit });
  return /\s/.test(text) ? fail({ kind: 'has-spaces' }) : ok(text);
}
