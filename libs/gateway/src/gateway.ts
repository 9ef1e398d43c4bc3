import { Injectable } from '@nestjs/common';
import { type Account, Accounts, type Location, SiteUrls } from '@nightdesk/accounts';
import { Credentials, type OpenCredential, Refresher } from '@nightdesk/credentials';
import {
  createSend,
  type HelpdeskAdapter,
  HelpdeskError,
  type PlatformRequest,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { Outbound } from '@nightdesk/platform/http';
import { Admission } from './admission.js';
import { CallLog } from './call-log.js';
import { policies } from './gateway.types.js';

/** One use of a platform: any number of calls by one adapter method. */
export type PlatformWork<T> = (adapter: HelpdeskAdapter, send: Send) => Promise<T>;

/** Runs before a call goes out, once the budget has granted it. */
export type BeforeSend = (request: PlatformRequest) => Promise<void>;

/** What every call needs besides the account: where it goes, and how it is paid for, refreshed and told. */
@Injectable()
export class Doorway {
  constructor(
    readonly urls: SiteUrls,
    readonly admission: Admission,
    readonly refresher: Refresher,
    readonly outbound: Outbound,
    readonly calls: CallLog,
  ) {}
}

/**
 * The one door to a helpdesk. Each HTTP call passes: token, budget, call, call log, learnt limits. A call that the
 * budget refuses throws `rate_limited` with `retryAt` before anything is sent.
 */
@Injectable()
export class Gateway {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly doorway: Doorway,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` with the account's credential for `lane`. A 401 is answered by one refresh and one repeat: the platform
   * refused the call before acting on it, so a repeat cannot act twice. What a 403 means for the account is for whoever
   * asked to find out (`libs/scopes`).
   * @throws HelpdeskError
   */
  async call<T>(
    accountId: string,
    lane: 'read' | 'write',
    work: PlatformWork<T>,
    beforeSend?: BeforeSend,
  ): Promise<T> {
    const account = await this.accounts.get(accountId);
    const credential = await this.credentials.forLane(accountId, lane);
    try {
      return await this.attempt(account, lane, credential, work, beforeSend);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      if (error.kind !== 'unauthenticated' || credential.use.kind !== 'oauth')
        return await this.fail(account, error, credential);
    }
    try {
      await this.doorway.refresher.refresh(credential.id, credential.version);
      const renewed = await this.credentials.forLane(accountId, lane);
      return await this.attempt(account, lane, renewed, work, beforeSend);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      return this.fail(account, error, credential);
    }
  }

  /**
   * One try with a credential that the caller brings: how a connect proves a credential before it is stored.
   * @throws HelpdeskError
   */
  attempt<T>(
    account: Location & Pick<Account, 'id'>,
    lane: 'read' | 'write',
    credential: Pick<OpenCredential, 'use' | 'lane'>,
    work: PlatformWork<T>,
    beforeSend?: BeforeSend,
  ): Promise<T> {
    const { urls, admission, outbound, calls } = this.doorway;
    const adapter = adapterFor(account.platform);
    const outgoing = (request: PlatformRequest) => ({
      accountId: account.id,
      lane,
      credentialLane: credential.lane,
      adapter,
      request,
    });
    const send = createSend({
      outbound,
      adapter,
      baseUrl: urls.api(account),
      credential: credential.use,
      now: () => this.clock.now(),
      onAnswer: (request, answer, durationMs) => {
        calls.answered({ ...outgoing(request), answer, durationMs });
        return admission.learn(outgoing(request), answer);
      },
    });
    return work(adapter, async (request) => {
      await admission.admit(outgoing(request));
      await beforeSend?.(request);
      return send(request).catch((error: unknown) => {
        const unanswered = error instanceof HelpdeskError && error.details.status === undefined;
        if (unanswered) calls.unanswered({ ...outgoing(request), error });
        throw error;
      });
    });
  }

  private async fail(account: Account, error: HelpdeskError, { use }: OpenCredential): Promise<never> {
    const known = policies[error.kind].account;
    const cause = known === 'grant_refused' && use.kind !== 'oauth' ? 'key_refused' : known;
    if (cause !== null) await this.accounts.move(account.id, cause, { detail: `It said: ${error.message}` });
    throw error;
  }
}
