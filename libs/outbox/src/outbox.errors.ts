/** A feed cursor that this installation did not give out. 400. */
export class CursorRefused extends Error {
  override readonly name = 'CursorRefused';

  constructor() {
    super(
      'The cursor is not one of this feed. Use the `next` of an earlier answer or the id of an event, or leave it out.',
    );
  }
}

/** A subscriber URL that cannot be used. 422. */
export class SubscriberUrlRefused extends Error {
  override readonly name = 'SubscriberUrlRefused';

  constructor() {
    super(
      'The URL holds a user name or password, which would be shown in lists. Check our signature instead.',
    );
  }
}

/** 404. */
export class SubscriberUnknown extends Error {
  override readonly name = 'SubscriberUnknown';

  constructor(id: string) {
    super(`There is no subscriber ${id}. GET /v1/subscribers lists them.`);
  }
}
