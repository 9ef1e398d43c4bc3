/** Unknown e-mail or wrong password; which of the two is not told. 401. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';

  constructor() {
    super('The e-mail address or the password is wrong. Check both and try again.');
  }
}

/** The key was used with another request. 422. */
export class IdempotencyMismatch extends Error {
  override readonly name = 'IdempotencyMismatch';

  constructor() {
    super('This Idempotency-Key was used with a different request. Send a new key with a new request.');
  }
}

/** The first request with this key has not been answered yet. 409. */
export class IdempotencyInProgress extends Error {
  override readonly name = 'IdempotencyInProgress';
  readonly retryAfterSeconds = 1;

  constructor() {
    super('A request with this Idempotency-Key is being worked on. Repeat it in a second to get its answer.');
  }
}

/** Too many failed logins from one address, or for one e-mail. 429. */
export class LoginLimited extends Error {
  override readonly name = 'LoginLimited';

  constructor(readonly retryAfterSeconds: number) {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    super(
      `There were too many failed attempts. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}; an operator can make you a link to choose a new password meanwhile.`,
    );
  }
}

/** There is no such person. 404. */
export class PersonUnknown extends Error {
  override readonly name = 'PersonUnknown';

  constructor() {
    super('There is no such person; GET /v1/users lists those that there are.');
  }
}

/** There is no such API key. 404. */
export class ApiKeyUnknown extends Error {
  override readonly name = 'ApiKeyUnknown';

  constructor(id: string) {
    super(`There is no API key ${id}; GET /v1/api-keys lists those that there are.`);
  }
}

/** Somebody has this e-mail address already. 409. */
export class PersonKnown extends Error {
  override readonly name = 'PersonKnown';
  readonly path = 'email';

  constructor() {
    super('Somebody has this e-mail address already. Change that person, or make a new password link.');
  }
}

/** Without that person nobody could act any more. 409. */
export class LastOperator extends Error {
  override readonly name = 'LastOperator';

  constructor() {
    super('This is the last operator who can log in. Make somebody else an operator first.');
  }
}

/** The link is unknown, was used, was replaced or is too old. 404. */
export class PasswordLinkRefused extends Error {
  override readonly name = 'PasswordLinkRefused';

  constructor() {
    super('This link was used, was replaced by a newer one, or is too old. Ask an operator for another one.');
  }
}

/** The set-up code is wrong or too old, or somebody was first. 403. */
export class SetUpRefused extends Error {
  override readonly name = 'SetUpRefused';
  readonly path = 'code';

  constructor(message: string) {
    super(message);
  }
}

/** The current password, asked for before it is replaced, is wrong. 403, because the session is fine. */
export class PasswordRefused extends Error {
  override readonly name = 'PasswordRefused';
  readonly path = 'current';

  constructor() {
    super('That is not your current password.');
  }
}
