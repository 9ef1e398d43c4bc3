import { ApiError, type ConnectKey, type ConnectStart, type PlatformChoice } from '@nightdesk/sdk';
import type { Draft, FieldErrors } from './draft.js';
import { methodOf, regionOf } from './rules.js';

/** What is sent to go to the consent page. `own`: with a client that was made for this site. */
export function oauthRequest(
  draft: Draft,
  choice: PlatformChoice,
  own: boolean,
  writeLaneOf?: string,
): ConnectStart {
  const { clientId, clientSecret } = draft;
  return { ...named(draft, choice, writeLaneOf), ...(own && { clientId, clientSecret }) };
}

/** What is sent to connect by a key. */
export function keyRequest(draft: Draft, choice: PlatformChoice, writeLaneOf?: string): ConnectKey {
  const { key, email, signingSecret } = draft;
  return {
    ...named(draft, choice, writeLaneOf),
    key,
    ...(choice.key?.needsEmail && { email: email.trim() }),
    ...(choice.key?.signingSecret && signingSecret.trim() && { signingSecret }),
  };
}

/**
 * A second credential changes nothing of the account: neither whom to tell nor what is needed. What is left empty is not
 * sent, so that connecting an account again need not clear it.
 */
function named(draft: Draft, choice: PlatformChoice, writeLaneOf: string | undefined) {
  const { site, adminEmail, adminWebhookUrl, needs } = draft;
  return {
    platform: choice.platform,
    ...(choice.site && { site: site.trim() }),
    ...(choice.regions.length > 0 && { region: regionOf(draft, choice) }),
    ...(writeLaneOf
      ? { writeLaneOf }
      : {
          ...(adminEmail.trim() && { adminEmail: adminEmail.trim() }),
          ...(adminWebhookUrl.trim() && { adminWebhookUrl: adminWebhookUrl.trim() }),
          ...(needs === 'read' && { requiredCapabilities: ['tickets:read' as const] }),
        }),
  };
}

/** The fields that the person sees; a refusal that names another one is told above the button. */
function shownFields(
  draft: Draft,
  choice: PlatformChoice,
  own: boolean,
  writeLaneOf?: string,
): (keyof Draft)[] {
  const { key, site, regions } = choice;
  const place = [
    ...(site ? (['site'] as const) : []),
    ...(regions.length > 0 ? (['region'] as const) : []),
    ...(['adminEmail', 'adminWebhookUrl'] as const),
  ];
  return [
    ...(writeLaneOf ? [] : place),
    ...(methodOf(draft, choice) === 'oauth'
      ? own
        ? (['clientId', 'clientSecret'] as const)
        : []
      : [
          'key' as const,
          ...(key?.needsEmail ? (['email'] as const) : []),
          ...(key?.signingSecret && !writeLaneOf ? (['signingSecret'] as const) : []),
        ]),
  ];
}

/** A refusal, split into what is said at its field and what is said for the whole form. */
export function refused(
  error: Error,
  ...form: Parameters<typeof shownFields>
): { fields: FieldErrors; rest: Error | null } {
  const errors = error instanceof ApiError ? error.errors : [];
  const shown = shownFields(...form);
  const fields = errors.filter(({ path }) => shown.some((name) => name === path));
  return {
    fields: Object.fromEntries(fields.map(({ path, message }) => [path, message])),
    rest: errors.length > 0 && fields.length === errors.length ? null : error,
  };
}
