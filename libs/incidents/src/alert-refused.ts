/** Thrown when an address did not take a message. */
export class AlertRefused extends Error {
  override readonly name = 'AlertRefused';

  /** @param forGood the address does not exist: trying again is in vain. */
  constructor(
    message: string,
    readonly forGood: boolean = false,
  ) {
    super(message);
  }
}
