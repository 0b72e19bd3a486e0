// The pages that only the practice Google has (Google fact sheet, sections 1.3, 1.5 and 1.9).
import { isWhollyDelegated, type Visit } from '#practice/google/barriers';
import type { Memory } from '#practice/google/parts';
import { googleBrand, type GooglePerson } from '#practice/google/registration';
import { isSignInScope, toConsentWords } from '#practice/google/scopes';
import { escapeHtml, toPage } from '#practice/pages';

function toForm(action: string, step: string, body: string): string {
  return `<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="step" value="${step}">${body}</form>`;
}

/** "Choose an account", with the one that is logged in. */
export function toChooserPage(action: string, person: GooglePerson): string {
  const buttons = `<button class="main" type="submit" name="account" value="${escapeHtml(person.id)}">${escapeHtml(person.email)}</button>
<button type="submit" name="account" value="other">Use another account</button>`;
  return toPage(googleBrand, 'Choose an account', toForm(action, 'choose', buttons));
}

/** The warning of an unverified app; the way on is hidden behind "Advanced". */
export function toWarningPage(action: string, appName: string): string {
  const name = escapeHtml(appName);
  const body = `<p>The app is requesting access to sensitive info in your Google Account. Until the developer verifies this app with Google, you shouldn’t use it.</p>
${toForm(
  action,
  'warning',
  `<button class="main" type="submit" name="decision" value="back">Back to safety</button>
<details><summary>Advanced</summary><p>Continue only if you understand the risks and trust the developer.</p>
<button type="submit" name="decision" value="continue">Go to ${name} (unsafe)</button></details>`,
)}`;
  return toPage(googleBrand, 'Google hasn’t verified this app', body);
}

/** Which scopes have a box of their own; none means all or nothing (section 1.5). */
export function listBoxes(memory: Pick<Memory, 'delegation' | 'switches'>, visit: Visit): readonly string[] {
  const scopes = visit.scopes.filter((scope) => !isSignInScope(scope));
  if (memory.switches.consentBoxes === 'always') return scopes;
  const { person, client } = visit;
  const isTrusted = memory.delegation.scopesOf(person.organisation, client.clientId).size > 0;
  return scopes.length > 1 && !isTrusted && !isWhollyDelegated(memory, visit) ? scopes : [];
}

/** Ticked at first, unlike at Google, so that a plain "Accept" is a yes to everything. */
function toBox(scope: string): string {
  const safe = escapeHtml(scope);
  return `<label><input type="checkbox" style="width:auto" name="tick ${safe}" value="${safe}" checked> ${escapeHtml(toConsentWords(scope))}</label>`;
}

function toLine(scope: string): string {
  return `<li>${escapeHtml(toConsentWords(scope))}</li>`;
}

/** The page on which a person agrees, to everything or to what stays ticked. */
export function toGoogleConsentPage(action: string, visit: Visit, boxes: readonly string[]): string {
  const { person, client, scopes } = visit;
  const asked = scopes.filter((scope) => !isSignInScope(scope));
  const list =
    boxes.length > 0
      ? `<p>Select what ${escapeHtml(client.displayName)} can access:</p><input type="hidden" name="boxes" value="shown">${boxes.map(toBox).join('')}`
      : `<ul>${asked.map(toLine).join('')}</ul>`;
  const body = `<p>You are logged in as <strong>${escapeHtml(person.email)}</strong>.</p>
${toForm(
  action,
  'consent',
  `${list}<button class="main" type="submit" name="decision" value="approve">Accept</button>
<button type="submit" name="decision" value="deny">Deny</button>`,
)}`;
  return toPage(googleBrand, `${client.displayName} wants access to your Google Account`, body);
}
