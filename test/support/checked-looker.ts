// A practice Looker that fails the test when it is closed, if anything was asked or answered against Looker's contract.
import { startPracticeLooker, type PracticeLooker, type PracticeLookerOptions } from '#practice/looker/start';
import { checkContract, type ContractScope } from '#support/looker-contract';

/** Starts one; every integration test opens its Looker here. */
export async function startCheckedLooker(
  options: PracticeLookerOptions = {},
  scope: ContractScope = 'requests-and-answers',
): Promise<PracticeLooker> {
  const looker = await startPracticeLooker(options);
  const close = looker.close.bind(looker);
  return Object.assign(looker, {
    async close() {
      await close();
      checkContract(looker, scope);
    },
  });
}
