import { Refusal } from '../refusal.js';

export { Refusal };

/** A refusal in one of the platform's four envelopes. */
const refuse = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Refusal({ status, body, headers });

/** No credential, or a wrong API token. */
export const notAuthenticated = () => refuse(401, { error: "Couldn't authenticate you" });

export const invalidToken = () =>
  refuse(
    401,
    {
      error: 'invalid_token',
      error_description:
        'The access token provided is expired, revoked, malformed or invalid for other reasons.',
    },
    { 'www-authenticate': 'Bearer realm="Zendesk", error="invalid_token"' },
  );

/** The scope case of a 403: `error` is a string. */
export const scopeMissing = (scope: string) =>
  refuse(403, { error: 'Forbidden', description: `You are missing the following required scopes: ${scope}` });

/** The role or plan case of a 403: `error` is an object. */
export const roleLacks = (
  message = 'You do not have access to this page. Please contact the account owner of this help desk for further help.',
) => refuse(403, { error: { title: 'Forbidden', message } });

export const recordNotFound = () => refuse(404, { error: 'RecordNotFound', description: 'Not found' });

export const updateConflict = () =>
  refuse(409, {
    error: 'UpdateConflict',
    description:
      'Safe Update prevented due to outdated ticket data. Please fetch the latest ticket data and try again.',
  });

/** 422; `details` names the field, or `base`. */
export const recordInvalid = (field: string, description: string, error = 'InvalidValue') =>
  refuse(422, {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { [field]: [{ description, error }] },
  });

/** 400 for a value of the wrong type. */
export const invalidAttribute = (message: string) =>
  refuse(400, { error: { title: 'Invalid attribute', message } });

/** 400 with a code in the plain envelope, e.g. `InvalidPaginationDepth`. */
export const badRequest = (error: string, description: string) => refuse(400, { error, description });

/** The `errors[]` envelope of the newer endpoints. */
export const invalidParameters = (status: 400 | 422, code: string, detail: string) =>
  refuse(status, { errors: [{ code, title: 'Invalid parameters', detail }] });

export const oauthError = (error: string, description: string) =>
  refuse(400, { error, error_description: description });

export const tooManyRequests = (retryAfter: number, headers: Record<string, string> = {}) =>
  refuse(
    429,
    { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' },
    { ...headers, 'retry-after': String(retryAfter) },
  );

/** The sandbox's own confession; the platform would do something here. */
export const notImplemented = (what: string) =>
  refuse(501, { error: 'NotImplemented', description: `The sandbox does not implement ${what}.` });
