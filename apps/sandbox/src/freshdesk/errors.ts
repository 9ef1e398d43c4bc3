import { Refusal } from '../refusal.js';

const refuse = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  new Refusal(body === undefined ? { status, headers } : { status, body, headers });

export type ValidationCode =
  'missing_field' | 'invalid_value' | 'datatype_mismatch' | 'invalid_field' | 'duplicate_value';
export interface FieldError {
  field: string;
  message: string;
  code: ValidationCode;
}

/** 400 with every field that is wrong. */
export const validationFailed = (errors: FieldError[]) =>
  refuse(400, { description: 'Validation failed', errors });

export const invalid = (field: string, message: string, code: ValidationCode = 'invalid_value') =>
  validationFailed([{ field, message, code }]);

export const invalidJson = () =>
  refuse(400, { code: 'invalid_json', message: 'Request body has invalid json format' });

export const notAuthenticated = () =>
  refuse(401, {
    code: 'invalid_credentials',
    message: 'You have to be logged in to perform this action.',
  });

export const accessDenied = () =>
  refuse(403, { code: 'access_denied', message: 'You are not authorized to perform this action.' });

/** 403 for the account or the key and not for what was asked; only `access_denied` is a code of the platform's documents. */
const accountRefusals: Record<string, string> = {
  login_limit_exceeded: 'You have exceeded the maximum failed logins. Please try again later.',
  require_feature: 'This feature is not supported in your plan. Please upgrade your account to use it.',
};
export const accountRefused = (code: string) =>
  refuse(403, { code, message: accountRefusals[code] ?? 'This is not allowed for your account.' });

/** Missing, deleted, archived or out of the agent's scope: the body is empty and tells nothing. */
export const notFound = () => refuse(404);

export const methodNotAllowed = (method: string, allowed: string[]) =>
  refuse(
    405,
    {
      code: 'method_not_allowed',
      message: `${method} method is not allowed. It should be one of: ${allowed.join(', ')}`,
    },
    { allow: allowed.join(', ') },
  );

export const notAcceptable = () => refuse(406);

export const unsupportedMediaType = (sent: string) =>
  refuse(415, {
    code: 'invalid_content_type',
    message: `Content-Type header is set to ${sent}. It should be application/json.`,
  });

/** The body is empty and the headers of the budget are missing: `Retry-After` is all there is. */
export const tooManyRequests = (retryAfter: number) =>
  refuse(429, undefined, { 'retry-after': String(retryAfter) });

/** The sandbox's own confession; the platform would do something here. */
export const notImplemented = (what: string) =>
  refuse(501, { code: 'not_implemented', message: `The sandbox does not implement ${what}.` });

/** For people and tests, who deserve more than an empty 404. */
export const unknownToDesk = (what: string) =>
  refuse(404, { error: { message: `There is no ${what} here.` } });
