// Where Looker is known to be different from its published description, and calls that the extract of it leaves out.
// Every entry says which section of the Looker fact sheet explains it; what is added here is checked like the rest.
import type { Content, Contract, Operation, Schema } from '#support/looker-contract-document';

function toContent(schema: Schema): Content {
  return { 'application/json': { schema } };
}

const error = { content: toContent({ $ref: '#/components/schemas/Error' }) };

type Amend = (contract: Contract) => Contract;

function changeOperations(
  contract: Contract,
  change: (operation: Operation, name: string) => Operation,
): Contract {
  const paths = Object.entries(contract.paths).map(([path, methods]) => {
    const changed = Object.entries(methods).map(
      ([method, operation]) => [method, change(operation, `${method.toUpperCase()} ${path}`)] as const,
    );
    return [path, Object.fromEntries(changed)] as const;
  });
  return { ...contract, paths: Object.fromEntries(paths) };
}

/** Section 5, Permissions: "the spec lists no 401 or 403, yet 401 happens without a valid token". */
const answersWithoutValidToken: Amend = (contract) =>
  changeOperations(contract, (operation) => ({
    ...operation,
    responses: { ...operation.responses, '401': error },
  }));

/** Sections 4 (Logout) and 8: a 204 comes without body and content type, although the file names a text. */
const nothingIsNothing: Amend = (contract) =>
  changeOperations(contract, (operation) =>
    '204' in operation.responses
      ? { ...operation, responses: { ...operation.responses, '204': {} } }
      : operation,
  );

/** Section 4: the pair goes in a form, whose fields the file leaves open, and never in the query string. */
const loginTakesAForm: Amend = (contract) =>
  changeOperations(contract, (operation, name) => {
    if (name !== 'POST /login') return operation;
    const text = { type: 'string', minLength: 1 };
    const schema = {
      type: 'object',
      properties: { client_id: text, client_secret: text },
      required: ['client_id', 'client_secret'],
      additionalProperties: false,
    };
    const content = { 'application/x-www-form-urlencoded': { schema } };
    return { ...operation, parameters: [], requestBody: { required: true, content } };
  });

/** Section 5, 26.22 change: `redirect_uris` beside `redirect_uri`; the file is of 26.12. */
const redirectUris: Amend = (contract) => {
  const app = contract.components.schemas['OauthClientApp'];
  const field = { type: 'array', items: { type: 'string' } };
  const amended = { ...app, properties: { ...app?.properties, redirect_uris: field } };
  return {
    ...contract,
    components: { schemas: { ...contract.components.schemas, OauthClientApp: amended } },
  };
};

/** All of them; a test sees to it that none has become superfluous. */
export const knownDeviations = {
  answersWithoutValidToken,
  nothingIsNothing,
  loginTakesAForm,
  redirectUris,
};

/** The contract as Looker keeps it. */
export function addKnownDeviations(contract: Contract): Contract {
  return Object.values(knownDeviations).reduce((amended, amend) => amend(amended), contract);
}

/** Paths outside of `/api/4.0` that are operations of it: section 1 (`/versions`) and section 4, Logout (`/api/logout`). */
export const otherAddresses: ReadonlyMap<string, string> = new Map([
  ['/versions', '/versions'],
  ['/api/logout', '/logout'],
]);

type Beyond = {
  readonly path: string;
  readonly query: readonly string[];
  readonly answer: Schema;
};

const anyObject: Schema = { type: 'object' };
const anyObjects: Schema = { type: 'array', items: anyObject };
const user: Schema = { $ref: '#/components/schemas/User' };

/** All of them are read by GET; the schemas of roles and groups are not in the extract, so only their form is held. */
export const beyondTheExtract: readonly Beyond[] = [
  // API reference, user; the schema is in the extract because of `me`.
  { path: '/users/{user_id}', query: ['fields'], answer: user },
  // API reference, search_users.
  { path: '/users/search', query: ['fields', 'email', 'id'], answer: { type: 'array', items: user } },
  // API reference, user_roles.
  { path: '/users/{user_id}/roles', query: ['fields', 'direct_association_only'], answer: anyObjects },
  // API reference, all_roles.
  { path: '/roles', query: ['fields', 'ids'], answer: anyObjects },
  // API reference, all_groups.
  { path: '/groups', query: ['fields', 'ids', 'sorts', 'limit', 'offset'], answer: anyObjects },
  // The published description itself: section 1.
  { path: '/swagger.json', query: [], answer: anyObject },
];

function toOperation({ query, answer }: Beyond): Operation {
  return {
    parameters: query.map((name) => ({ name, in: 'query' })),
    responses: {
      '200': { content: toContent(answer) },
      '400': error,
      '401': error,
      '404': error,
      '429': error,
    },
  };
}

/** Adds the calls that the extract leaves out. */
export function addOperationsBeyondTheExtract(contract: Contract): Contract {
  const added = beyondTheExtract.map((beyond) => [beyond.path, { get: toOperation(beyond) }] as const);
  return { ...contract, paths: { ...Object.fromEntries(added), ...contract.paths } };
}
