import { Injectable } from '@nestjs/common';
import type { Location } from '@nightdesk/accounts';
import { Gateway } from '@nightdesk/gateway';
import {
  type EnsuredWebhook,
  type Evidence,
  type HelpdeskCredential,
  HelpdeskError,
  type Identity,
  type Send,
  type WebhooksByApi,
} from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Log } from '@nightdesk/platform/observability';
import type { NewFinding } from '@nightdesk/scopes';
import { ConnectFailed, type ConnectFailure } from './connect.types.js';

/** A site that is being connected, and the fresh credential that must prove itself. */
export interface Newcomer extends Location {
  id: string;
  use: HelpdeskCredential;
}

export interface RemoteWebhook {
  remoteId: string;
  secret: string;
}

/** What became of setting up the webhook by the platform's API. */
export interface Subscription {
  webhook: EnsuredWebhook | null;
  finding: NewFinding;
}

/** Makes calls as the account that is meant. */
export type Caller = <T>(work: (send: Send) => Promise<T>) => Promise<T>;

/** What a connect asks of the platform, and takes back there when it fails. */
@Injectable()
export class PlatformSide {
  constructor(
    private readonly gateway: Gateway,
    private readonly log: Log,
  ) {}

  /** @throws ConnectFailed `identity_failed` */
  async identify(newcomer: Newcomer): Promise<Identity> {
    try {
      return await this.as(newcomer)((send) => adapterFor(newcomer.platform).whoami(send));
    } catch (error) {
      throw failed('identity_failed', error);
    }
  }

  /** A caller with the credential that must prove itself. */
  as(newcomer: Newcomer): Caller {
    const credential = { use: newcomer.use, lane: 'both' } as const;
    return (work) => this.gateway.attempt(newcomer, 'write', credential, (_adapter, send) => work(send));
  }

  /** A caller with the account's stored credential for the lane, whatever state the account is in. */
  asStored(accountId: string, lane: 'read' | 'write' = 'write'): Caller {
    const options = { accountId, lane, check: true };
    return (work) => this.gateway.call(options, (_adapter, send) => work(send));
  }

  /** A refusal is a finding, because the person can mend it. @throws ConnectFailed `webhook_failed` */
  async subscribe(
    caller: Caller,
    { platform }: Pick<Location, 'platform'>,
    wanted: { name: string; url: string },
  ): Promise<Subscription> {
    const webhooks = byApi(platform);
    const last: { evidence: Omit<Evidence, 'says'> } = {
      evidence: { call: '', status: null, requestId: null },
    };
    const ensure = () => caller((send) => webhooks.ensure(noting(send, last), wanted));
    try {
      // Twice, because it finds by name what the first try may have made without our seeing the answer.
      const webhook = await ensure().catch((error: unknown) => {
        if (!isPassing(error)) throw error;
        return ensure();
      });
      const evidence = { ...last.evidence, says: 'Our webhook is there and active.' };
      return {
        webhook,
        finding: { capability: 'webhooks:manage', verdict: 'granted', evidence, remedy: null },
      };
    } catch (error) {
      if (!(error instanceof HelpdeskError && error.kind === 'forbidden'))
        throw failed('webhook_failed', error);
      return { webhook: null, finding: refusal(platform, error) };
    }
  }

  /** Takes webhooks back. Never throws: that the connect failed is what the person must hear. */
  async unsubscribe(newcomer: Newcomer, made: readonly RemoteWebhook[]): Promise<void> {
    for (const { remoteId } of made) {
      const removing = this.as(newcomer)((send) => byApi(newcomer.platform).remove(send, remoteId));
      await removing.catch((error: unknown) => this.notUndone(newcomer, error));
    }
  }

  /** Ends a fresh OAuth token; a pasted key belongs to whoever made it. Never throws. */
  async revoke(newcomer: Newcomer): Promise<void> {
    const { oauth } = adapterFor(newcomer.platform);
    if (!oauth || newcomer.use.kind !== 'oauth') return;
    await this.as(newcomer)((send) => oauth.revoke(send)).catch((error: unknown) =>
      this.notUndone(newcomer, error),
    );
  }

  /** Removes the webhook of an account that is disconnected. @throws HelpdeskError */
  async unsubscribeStored(
    accountId: string,
    platform: string,
    remoteId: string,
    lane: 'read' | 'write',
  ): Promise<void> {
    await this.asStored(accountId, lane)((send) => byApi(platform).remove(send, remoteId));
  }

  /**
   * Ends the stored OAuth token of a lane. It must work for that: one that has merely run out is refreshed first, because
   * its refresh token would live on. One that the platform does not know any more has ended. @throws HelpdeskError
   */
  async revokeStored(accountId: string, platform: string, lane: 'read' | 'write'): Promise<void> {
    const adapter = adapterFor(platform);
    const { oauth } = adapter;
    if (!oauth) return;
    try {
      await this.asStored(
        accountId,
        lane,
      )(async (send) => {
        await adapter.whoami(send);
        await oauth.revoke(send);
      });
    } catch (error) {
      if (!(error instanceof HelpdeskError && error.kind === 'unauthenticated')) throw error;
    }
  }

  private notUndone({ platform, site }: Newcomer, error: unknown): void {
    this.log.failure('connect.not_undone', error, { platform, site });
  }
}

function byApi(platform: string): WebhooksByApi {
  const { webhooks } = adapterFor(platform);
  if (webhooks?.setUp !== 'api') throw new Error(`${platform} has no API for webhooks`);
  return webhooks;
}

/** Remembers the last call that was answered. */
function noting(send: Send, last: { evidence: Omit<Evidence, 'says'> }): Send {
  return async (request) => {
    const answer = await send(request);
    const { status, requestId = null } = answer;
    last.evidence = { call: `${request.method} ${request.route}`, status, requestId };
    return answer;
  };
}

function refusal(platform: string, { message, details }: HelpdeskError): NewFinding {
  const { title } = adapterFor(platform);
  const { missingScopes = [], call = '', status = null, requestId = null } = details;
  const remedy =
    missingScopes.length > 0
      ? `Allow ${missingScopes.join(', ')} for the OAuth client, then connect again and allow it on the consent page.`
      : `Connect with an admin of ${title}, who alone may set up webhooks, or give this agent that role and check again.`;
  return {
    capability: 'webhooks:manage',
    verdict: 'missing',
    evidence: { call, status, requestId, says: message },
    remedy,
  };
}

const isPassing = (error: unknown) =>
  error instanceof HelpdeskError && (error.kind === 'ambiguous' || error.kind === 'unavailable');

function failed(failure: ConnectFailure, error: unknown): unknown {
  return error instanceof HelpdeskError ? new ConnectFailed(failure, error.message, error) : error;
}
