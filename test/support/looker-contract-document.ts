// Looker's own description of its API (test/contracts, a copy of the official file cut down to sign-in), brought into a
// form that can be checked: what is known to be different in reality is added, and what a schema does not know is refused.
import { readFileSync } from 'node:fs';
import { inCheckout } from '#support/checkout';
import { addKnownDeviations, addOperationsBeyondTheExtract } from '#support/looker-contract-amendments';

/** A JSON schema in the dialect of OpenAPI 3.0, as far as it is looked at here. */
export type Schema = {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly readOnly?: boolean;
};

/** Bodies by content type. */
export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** One method on one path. */
export type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  /** By status; without content the answer has no body. */
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

/** Operations by path template and lower-case method. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** The part of an OpenAPI document that counts. */
export type Contract = {
  readonly paths: Paths;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** What may be sent, and what may be answered: a read-only field is known to the second alone. */
export type ContractSides = { readonly requests: Contract; readonly answers: Contract };

/** The file as Looker publishes it. */
export function readContract(): Contract {
  const file = inCheckout('test/contracts/looker-4.0-auth.oas.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Contract;
}

type Change = (schema: Schema) => Schema;

function changeSchemas(contract: Contract, change: Change): Contract {
  const schemas = Object.entries(contract.components.schemas).map(
    ([name, schema]) => [name, change(schema)] as const,
  );
  return { ...contract, components: { schemas: Object.fromEntries(schemas) } };
}

/** A field that the schema does not name is a mistake of whoever sent it. */
const close: Change = (schema) =>
  schema.properties === undefined ? schema : { additionalProperties: false, ...schema };

const withoutReadOnly: Change = (schema) => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([, property]) => property.readOnly !== true),
  ),
});

/** The contract that everything is held to. */
export function readContractSides(): ContractSides {
  const contract = addOperationsBeyondTheExtract(addKnownDeviations(readContract()));
  return {
    requests: changeSchemas(contract, (schema) => close(withoutReadOnly(schema))),
    answers: changeSchemas(contract, close),
  };
}
