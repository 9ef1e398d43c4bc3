import type { Answer } from '../answer.js';
import { Refusal } from '../refusal.js';

/** A refusal in the platform's one envelope, `error.list`. */
export class Refused extends Refusal {
  constructor(
    private readonly status: number,
    private readonly code: string,
    readonly says: string,
  ) {
    super(errorList(status, code, says, null));
    this.message = `refused with ${status} ${code}: ${says}`;
  }

  /** The platform names the call only here, in the body of a refusal. */
  answerTo(requestId: string): Answer {
    return errorList(this.status, this.code, this.says, requestId);
  }
}

export const errorList = (
  status: number,
  code: string,
  message: string,
  requestId: string | null,
): Answer => ({
  status,
  body: { type: 'error.list', request_id: requestId, errors: [{ code, message }] },
});

export const unauthorized = (says = 'Access Token Invalid') => new Refused(401, 'unauthorized', says);
export const missingAuthorization = () =>
  new Refused(401, 'missing_authorization', 'No authorization was given');
export const tokenRevoked = () => new Refused(401, 'token_revoked', 'Access Token Revoked');
export const tokenBlocked = () => new Refused(401, 'token_blocked', 'Access Token Blocked');

export const scopeMissing = (scope: string) =>
  new Refused(403, 'forbidden', `The token does not have the required scope (${scope}).`);
export const planRestricted = () => new Refused(403, 'api_plan_restricted', 'Active subscription needed.');
export const actionForbidden = (says: string) => new Refused(403, 'action_forbidden', says);

export const notFound = (says = 'Resource Not Found') => new Refused(404, 'not_found', says);
export const ticketNotFound = () => new Refused(404, 'ticket_not_found', 'Ticket not found');
export const tagNotFound = () => new Refused(404, 'tag_not_found', 'Tag not found');
export const adminNotFound = () => new Refused(404, 'admin_not_found', 'Admin not found');
export const assigneeNotFound = () => new Refused(404, 'assignee_not_found', 'Assignee not found');

export const parameterInvalid = (says: string) => new Refused(400, 'parameter_invalid', says);
export const parameterMissing = (name: string) =>
  new Refused(400, 'parameter_not_found', `${name} not specified`);
export const parameterMismatch = (says: string) => new Refused(400, 'parameter_mismatch', says);
export const stateInvalid = () =>
  new Refused(
    400,
    'ticket_state_id_invalid',
    'Ticket state id is not valid or is not associated with the ticket type',
  );
export const versionInvalid = (version: string) =>
  new Refused(400, 'intercom_version_invalid', `The requested version ${version} could not be found`);

export const conflict = (says: string) => new Refused(409, 'conflict', says);
export const rateLimited = (limit: number) =>
  new Refused(429, 'rate_limit_exceeded', `Exceeded rate limit of ${limit} in 10_seconds`);

/** The sandbox's own confession; the platform would do something here. */
export const notImplemented = (what: string) =>
  new Refused(501, 'not_implemented', `The sandbox does not implement ${what}.`);

/** Refusals are answers; everything else is a fault of the sandbox and travels on. */
export function answerOf(requestId: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return error.answerTo(requestId);
    throw error;
  }
}
