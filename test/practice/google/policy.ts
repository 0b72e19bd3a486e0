// When somebody has to do something on the way to the app: log in, choose an account, face a barrier, agree
// (Google fact sheet, sections 1.3 and 3.3). The steps are the library's, in this order; the reasons are Google's.
import { findBarrier, isWhollyDelegated, type Visit } from '#practice/google/barriers';
import type { Memory } from '#practice/google/parts';
import { findPerson, googleUsers } from '#practice/google/registration';
import { parseScopes } from '#practice/google/scopes';
import { textField } from '#practice/http/exchange';
import { createPolicy, type OidcContext } from '#practice/provider-basics';
import { interactionPolicy } from '#practice/provider-library';

/** The step between login and consent; not one of OpenID Connect's. */
export const barrierStep = 'barrier';

/** Who wants what, as far as it is known by now. */
export function toVisit(
  { clients }: Pick<Memory, 'clients'>,
  accountId: unknown,
  params: Readonly<Record<string, unknown>>,
): Visit | undefined {
  const person = findPerson(accountId);
  const client = clients.find(textField(params, 'client_id') ?? '');
  return person && client && { person, client, scopes: parseScopes(textField(params, 'scope') ?? '') };
}

/** Who wants what, in the library's words. */
export function visitOf(memory: Pick<Memory, 'clients'>, { oidc }: OidcContext): Visit | undefined {
  return toVisit(memory, oidc.session?.accountId, oidc.params ?? {});
}

function hasPassedWarning(ctx: OidcContext): boolean {
  return ctx.oidc.result?.[barrierStep] !== undefined;
}

function isBarred(memory: Memory, ctx: OidcContext): boolean {
  const visit = visitOf(memory, ctx);
  const barrier = visit && findBarrier(memory, visit);
  return barrier !== undefined && !(barrier.kind === 'warning' && hasPassedWarning(ctx));
}

/** A hint at somebody else than who is logged in leads to the login page. */
function isHintedElsewhere({ oidc }: OidcContext): boolean {
  const hint = oidc.params?.['login_hint'];
  const hinted = googleUsers.find((person) => person.email === hint || person.id === hint);
  return hinted !== undefined && oidc.result?.login === undefined && oidc.session?.accountId !== hinted.id;
}

function isAskedAgain(memory: Memory, ctx: OidcContext): boolean {
  if (!ctx.oidc.prompts.has('consent') || !ctx.oidc.promptPending('consent')) return false;
  const visit = visitOf(memory, ctx);
  const isSilent = visit !== undefined && isWhollyDelegated(memory, visit);
  return !isSilent || memory.switches.asksDespiteDelegation;
}

/** Google's order of steps. */
export function createGooglePolicy(memory: Memory): ReturnType<typeof createPolicy> {
  const { Check, Prompt } = interactionPolicy;
  const policy = createPolicy();
  policy
    .get('login')
    ?.checks.add(new Check('hint', 'the hint names somebody else', 'login_required', isHintedElsewhere));
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 1);
  const barred = new Check('barred', 'something is in the way', 'interaction_required', (ctx) =>
    isBarred(memory, ctx),
  );
  policy.add(new Prompt({ name: barrierStep }, barred), 2);
  const consent = policy.get('consent')?.checks;
  // Google shows no dialog for what is delegated, whatever the app prompts for; the library would.
  consent?.remove('consent_prompt');
  consent?.add(
    new Check('asked_again', 'the app wants the person to be asked', 'consent_required', (ctx) =>
      isAskedAgain(memory, ctx),
    ),
  );
  return policy;
}
