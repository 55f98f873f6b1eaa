/** What is wrong with the contract or with what was asked of it: lines for a person, no stack. Any other error is a bug. */
export class ContractFault extends Error {
  override readonly name = 'ContractFault';
}
