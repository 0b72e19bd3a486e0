// The steps between "the app asked" and "the browser goes back": log in, agree. Shared by both practice servers;
// what to do with the decision is theirs.
import type { Provider } from 'oidc-provider';
import { answerHtml, textField, type Exchange } from '#practice/http/exchange';
import {
  toConsentPage,
  toLoginPage,
  toMessagePage,
  type AskingApp,
  type Brand,
  type Hint,
} from '#practice/pages';

/** Somebody who can log in at a practice server. */
export type Person = {
  readonly id: string;
} & Hint;

/** What a practice server adds to the steps. */
export type Reception = {
  readonly brand: Brand;
  readonly people: readonly Person[];
  describeApp(clientId: string): Omit<AskingApp, 'account'>;
  /** Why this person may not use the app although they accepted, or undefined when they may. */
  refusalFor(person: Person, clientId: string): string | undefined;
  /** Remembers that this person accepted; the library asks for it again through `loadExistingGrant`. */
  accept(person: Person, clientId: string, scope: string): void;
};

/** One visit to the pages, as the library keeps it. */
export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Where the pages live; the number is the interaction's. */
export const interactionPath = '/interaction/';

/** The visit that the browser's cookie names, or undefined when it is over. */
export async function findInteraction(
  provider: Provider,
  exchange: Exchange,
): Promise<Interaction | undefined> {
  try {
    return await provider.interactionDetails(exchange.req, exchange.res);
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return undefined;
    throw error;
  }
}

function personOf(interaction: Interaction, reception: Reception): Person | undefined {
  return reception.people.find((person) => person.id === interaction.session?.accountId);
}

function showStep(
  interaction: Interaction,
  exchange: Exchange,
  reception: Reception,
  problem?: string,
): void {
  const { brand, people } = reception;
  const action = exchange.url.pathname;
  const person = personOf(interaction, reception);
  if (interaction.prompt.name === 'login' || person === undefined) {
    answerHtml(exchange, 200, toLoginPage(brand, action, people, { problem }));
    return;
  }
  const app = reception.describeApp(String(interaction.params['client_id']));
  answerHtml(exchange, 200, toConsentPage(brand, action, { ...app, account: person.email }));
}

async function finishLogin(
  provider: Provider,
  interaction: Interaction,
  exchange: Exchange,
  reception: Reception,
): Promise<void> {
  const email = textField(exchange.fields, 'email')?.trim().toLowerCase();
  const person = reception.people.find((candidate) => candidate.email === email);
  if (person === undefined) {
    showStep(interaction, exchange, reception, 'Nobody here has this email address.');
    return;
  }
  await provider.interactionFinished(exchange.req, exchange.res, { login: { accountId: person.id } });
}

async function finishConsent(
  provider: Provider,
  interaction: Interaction,
  exchange: Exchange,
  reception: Reception,
): Promise<void> {
  const { req, res } = exchange;
  const person = personOf(interaction, reception);
  if (person === undefined || textField(exchange.fields, 'decision') !== 'approve') {
    await provider.interactionFinished(req, res, {
      error: 'access_denied',
      error_description: 'The user denied access',
    });
    return;
  }
  const clientId = String(interaction.params['client_id']);
  const refusal = reception.refusalFor(person, clientId);
  if (refusal !== undefined) {
    answerHtml(exchange, 403, toMessagePage(reception.brand, 'Forbidden (403)', refusal));
    return;
  }
  reception.accept(person, clientId, textField(interaction.params, 'scope') ?? '');
  await provider.interactionFinished(req, res, { consent: {} }, { mergeWithLastSubmission: true });
}

/** Serves a login or consent page, or takes what was entered on it. */
export async function serveInteraction(
  provider: Provider,
  exchange: Exchange,
  reception: Reception,
): Promise<void> {
  const interaction = await findInteraction(provider, exchange);
  if (interaction === undefined) {
    answerHtml(
      exchange,
      400,
      toMessagePage(reception.brand, 'Too late', 'This login has expired. Start again from the app.'),
    );
  } else if (exchange.method !== 'POST') {
    showStep(interaction, exchange, reception);
  } else if (textField(exchange.fields, 'step') === 'login') {
    await finishLogin(provider, interaction, exchange, reception);
  } else {
    await finishConsent(provider, interaction, exchange, reception);
  }
}
