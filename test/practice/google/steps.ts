// The pages between the app's request and the way back, as a person meets them at Google: log in, choose an account,
// face a warning, agree to all or some of it.
import { findBarrier, type Visit } from '#practice/google/barriers';
import { answerDeadEnd } from '#practice/google/dead-ends';
import type { Parts } from '#practice/google/parts';
import { barrierStep, toVisit } from '#practice/google/policy';
import { googleBrand, googleUsers, type GooglePerson } from '#practice/google/registration';
import { listBoxes, toChooserPage, toGoogleConsentPage, toWarningPage } from '#practice/google/step-pages';
import { answerHtml, textField, type Exchange } from '#practice/http/exchange';
import { findInteraction, type Interaction } from '#practice/interactions';
import { toLoginPage, toMessagePage } from '#practice/pages';

type Step = {
  readonly parts: Parts;
  readonly exchange: Exchange;
  readonly interaction: Interaction;
};

type Result = Parameters<Parts['provider']['interactionFinished']>[2];

function finish({ parts, exchange }: Step, result: Result): Promise<void> {
  return parts.provider.interactionFinished(exchange.req, exchange.res, result);
}

function visitAt({ parts, interaction }: Step): Visit | undefined {
  return toVisit(parts, interaction.session?.accountId, interaction.params);
}

function showLogin({ exchange, interaction }: Step, problem?: string): void {
  const hint = textField(interaction.params, 'login_hint') ?? '';
  const email = googleUsers.find((person) => person.id === hint)?.email ?? hint;
  const action = exchange.url.pathname;
  answerHtml(exchange, 200, toLoginPage(googleBrand, action, googleUsers, { problem, email }));
}

async function showBarrier(step: Step, visit: Visit): Promise<void> {
  const { parts, exchange } = step;
  const barrier = findBarrier(parts, visit);
  const appName = visit.client.displayName;
  if (barrier?.kind === 'dead-end') answerDeadEnd(exchange, barrier.page, appName);
  else if (barrier?.kind === 'redirect') await finish(step, { error: barrier.error });
  else if (barrier?.kind === 'warning')
    answerHtml(exchange, 200, toWarningPage(exchange.url.pathname, appName));
  // It went away while somebody looked at it.
  else await finish(step, { [barrierStep]: {} });
}

async function show(step: Step): Promise<void> {
  const { parts, exchange, interaction } = step;
  const visit = visitAt(step);
  const action = exchange.url.pathname;
  const name = interaction.prompt.name;
  if (name === 'login' || visit === undefined) showLogin(step);
  else if (name === 'select_account') answerHtml(exchange, 200, toChooserPage(action, visit.person));
  else if (name === barrierStep) await showBarrier(step, visit);
  else answerHtml(exchange, 200, toGoogleConsentPage(action, visit, listBoxes(parts, visit)));
}

/**
 * The browser now belongs to somebody else. The library would end the session on a page of its own, which needs a script
 * to go on; Google just goes on.
 */
async function finishLogin({ parts, exchange, interaction }: Step, person: GooglePerson): Promise<void> {
  const { req, res } = exchange;
  const result = { login: { accountId: person.id }, select_account: {} };
  const returnTo = await parts.provider.interactionResult(req, res, result);
  const session = await parts.provider.Session.find(interaction.session?.cookie ?? '');
  session?.loginAccount({ accountId: person.id });
  await session?.persist();
  res.writeHead(303, { location: returnTo }).end();
}

async function takeLogin(step: Step): Promise<void> {
  const email = textField(step.exchange.fields, 'email')?.trim().toLowerCase();
  const person = googleUsers.find((candidate) => candidate.email === email);
  if (person === undefined) showLogin(step, 'Couldn’t find your Google Account.');
  else await finishLogin(step, person);
}

async function takeChoice(step: Step): Promise<void> {
  if (textField(step.exchange.fields, 'account') === 'other') showLogin(step);
  else await finish(step, { select_account: {} });
}

/** Without the mark of the boxes the page had none, and a yes is a yes to everything. */
function findUnticked(exchange: Exchange, boxes: readonly string[]): readonly string[] {
  if (textField(exchange.fields, 'boxes') === undefined) return [];
  return boxes.filter((scope) => textField(exchange.fields, `tick ${scope}`) === undefined);
}

async function takeConsent(step: Step): Promise<void> {
  const { parts, exchange } = step;
  const visit = visitAt(step);
  if (visit === undefined || textField(exchange.fields, 'decision') !== 'approve') {
    await finish(step, { error: 'access_denied' });
    return;
  }
  const { person, client, scopes } = visit;
  const unticked = findUnticked(exchange, listBoxes(parts, visit));
  const granted = scopes.filter((scope) => !unticked.includes(scope));
  parts.consents.add(person.id, client.clientId, granted);
  await finish(step, { consent: { unticked } });
}

async function takeWarning(step: Step): Promise<void> {
  const isBrave = textField(step.exchange.fields, 'decision') === 'continue';
  await finish(step, isBrave ? { [barrierStep]: {} } : { error: 'access_denied' });
}

async function take(step: Step): Promise<void> {
  const name = textField(step.exchange.fields, 'step');
  if (name === 'login') await takeLogin(step);
  else if (name === 'choose') await takeChoice(step);
  else if (name === 'warning') await takeWarning(step);
  else await takeConsent(step);
}

/** Serves a page of a sign-in, or takes what was entered on it. */
export async function serveStep(parts: Parts, exchange: Exchange): Promise<void> {
  const interaction = await findInteraction(parts.provider, exchange);
  if (interaction === undefined) {
    const words = 'This login has expired. Start again from the app.';
    answerHtml(exchange, 400, toMessagePage(googleBrand, 'Too late', words));
  } else if (exchange.method === 'POST') await take({ parts, exchange, interaction });
  else await show({ parts, exchange, interaction });
}
