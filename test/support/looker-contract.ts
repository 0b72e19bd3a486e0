// Holds every request to the practice Looker, and every answer of it, to Looker's own description of its API. So neither
// Daypass nor its stand-in can drift away from it unseen.
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { RequestRecord } from '#practice/http/record';
import type { PracticeLooker } from '#practice/looker/start';
import { otherAddresses } from '#support/looker-contract-amendments';
import {
  readContractSides,
  type Content,
  type Contract,
  type ContractSides,
  type Operation,
  type Schema,
} from '#support/looker-contract-document';

/** What is held to the contract: a test that asks odd things on purpose leaves its requests out. */
export type ContractScope = 'requests-and-answers' | 'answers';

type Sides = ContractSides & { readonly ajv: Ajv; readonly checks: Map<Schema, ReturnType<Ajv['compile']>> };

/** Read with the first check, once. */
const read: { sides?: Sides } = {};

function createAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv;
}

function getSides(): Sides {
  read.sides ??= { ...readContractSides(), ajv: createAjv(), checks: new Map() };
  return read.sides;
}

function toWords({ instancePath, keyword, message, params }: ErrorObject): string {
  const place = instancePath === '' ? '' : `${instancePath} `;
  const field: unknown = params['additionalProperty'];
  return keyword === 'additionalProperties' && typeof field === 'string'
    ? `${place}has "${field}", which is unknown or read-only`
    : `${place}${message ?? keyword}`;
}

function findMistakes(contract: Contract, schema: Schema, value: unknown): readonly string[] {
  const { ajv, checks } = getSides();
  const check = checks.get(schema) ?? ajv.compile({ ...schema, components: contract.components });
  checks.set(schema, check);
  return check(value) ? [] : (check.errors ?? []).map(toWords);
}

function findSchema(content: Content, type: string | undefined): Schema | undefined {
  const plain = type?.split(';')[0]?.trim().toLowerCase() ?? '';
  return content[plain]?.schema;
}

function toContractPath(path: string): string | undefined {
  const base = '/api/4.0';
  return path.startsWith(`${base}/`) ? path.slice(base.length) : otherAddresses.get(path);
}

function isPathOf(template: string, path: string): boolean {
  const [parts, given] = [template.split('/'), path.split('/')];
  return (
    parts.length === given.length &&
    parts.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
}

/** A path without a placeholder counts before one with: `/users/search` is no user. */
function findOperation(contract: Contract, method: string, path: string): Operation | undefined {
  const templates = Object.keys(contract.paths).filter((template) => isPathOf(template, path));
  const template = templates.find((one) => !one.includes('{')) ?? templates[0];
  return template === undefined ? undefined : contract.paths[template]?.[method.toLowerCase()];
}

function findUnknownQuery(operation: Operation, record: RequestRecord): readonly string[] {
  const known = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
  return Object.keys(record.query)
    .filter((name) => !known.includes(name))
    .map((name) => `the query has "${name}", which is unknown`);
}

function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function findBodyMistakes({ requestBody }: Operation, record: RequestRecord): readonly string[] {
  const { body, bodyText, headers } = record;
  if (requestBody === undefined) return bodyText === '' ? [] : ['there is a body, which is unknown'];
  if (bodyText === '') return requestBody.required === true ? ['the body is missing'] : [];
  const type = headers['content-type'];
  const schema = findSchema(requestBody.content, type);
  if (schema === undefined) return [`the body is ${type ?? 'of no type'}, which is unknown`];
  const isForm = type?.startsWith('application/x-www-form-urlencoded') === true;
  const value = isForm ? body : parseIfJson(bodyText);
  if (value === undefined) return ['the body is not JSON'];
  return findMistakes(getSides().requests, schema, value).map((mistake) => `the body ${mistake}`);
}

function findRequestMistakes(record: RequestRecord, path: string): readonly string[] {
  const operation = findOperation(getSides().requests, record.method, path);
  if (operation === undefined) return ['there is no such operation'];
  return [...findUnknownQuery(operation, record), ...findBodyMistakes(operation, record)];
}

/** Nothing is known of an answer that was cut off, and nothing is asked of one that only plays a network or a proxy. */
function findAnswerMistakes(record: RequestRecord, path: string): readonly string[] {
  const { answer, isFault } = record;
  if (answer === undefined || isFault) return [];
  const { status, headers, json, textLength } = answer;
  const operation = findOperation(getSides().answers, record.method, path);
  // No operation: the request is what is wrong, and a refusal is the right answer to it.
  if (operation === undefined) return status < 400 ? [`${status} was answered to an unknown operation`] : [];
  const response = operation.responses[status];
  if (response === undefined) return [`the status ${status} is not listed`];
  if (response.content === undefined) return textLength === 0 ? [] : [`there is a body with ${status}`];
  const type = headers['content-type'];
  const schema = findSchema(response.content, type);
  if (schema === undefined) return [`the answer ${status} is ${type ?? 'of no type'}, which is unknown`];
  if (json === undefined) return [`the answer ${status} is not JSON`];
  return findMistakes(getSides().answers, schema, json).map((mistake) => `the answer ${status} ${mistake}`);
}

/** One sentence for each thing that is not as Looker describes it. Values are left out: there are secrets among them. */
export function findDeviations(
  requests: readonly RequestRecord[],
  scope: ContractScope = 'requests-and-answers',
): readonly string[] {
  return requests.flatMap((record) => {
    const path = record.door === 'api' ? toContractPath(record.path) : undefined;
    if (path === undefined) return [];
    const ofRequest = scope === 'answers' ? [] : findRequestMistakes(record, path);
    const mistakes = [...ofRequest, ...findAnswerMistakes(record, path)];
    return mistakes.map((mistake) => `${record.method} ${record.path}: ${mistake}.`);
  });
}

/** Throws with all deviations of what a practice Looker has seen and said so far. */
export function checkContract(looker: Pick<PracticeLooker, 'requests'>, scope?: ContractScope): void {
  const deviations = findDeviations(looker.requests, scope);
  if (deviations.length === 0) return;
  throw new Error(`This is not as Looker describes its API:\n${[...new Set(deviations)].join('\n')}`);
}
