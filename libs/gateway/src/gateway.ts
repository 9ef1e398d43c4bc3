import { Injectable } from '@nestjs/common';
import {
  type Account,
  accountCauses,
  Accounts,
  type AccountState,
  type Location,
  Switches,
} from '@nightdesk/accounts';
import { type CredentialLane, Credentials, type OpenCredential, Refresher } from '@nightdesk/credentials';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { Deadline } from './deadlines.js';
import { Door } from './door.js';
import {
  type AccountWork,
  type CallOptions,
  type Errand,
  type PlatformWork,
  policies,
} from './gateway.types.js';

/** States in which nothing goes out but checks of the account itself. */
const stopped: readonly AccountState[] = ['paused', 'suspended', 'needs_reauth', 'disconnected'];
/** How old what is known of the account may be when a call goes out. */
const lookMs = 250;

/**
 * The one door to a helpdesk. Each HTTP call passes: account and switches, breaker, budget, wire, call log, learnt
 * limits. What is not let out throws `held` or `rate_limited`, with nothing sent.
 */
@Injectable()
export class Gateway {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly refresher: Refresher,
    private readonly door: Door,
    private readonly switches: Switches,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` with the account's credential for `lane`. A 401 is answered by one refresh and one repeat: the platform
   * refused the call before acting on it, so a repeat cannot act twice. What a 403 means for the account is for whoever
   * asked to find out (`libs/scopes`).
   * @throws HelpdeskError
   */
  async call<T>(options: CallOptions, asked: AccountWork<T>): Promise<T> {
    const { accountId, lane } = options;
    const account = await this.accounts.get(accountId);
    const work: PlatformWork<T> = (adapter, send) => asked(adapter, send, account);
    const seen = { account, at: performance.now() };
    const permit = () => this.permit(seen, options);
    await permit();
    let credential = await this.credentials.forLane(accountId, lane);
    try {
      try {
        return await this.run(account, credential, { ...options, permit }, work);
      } catch (error) {
        const isRefused = error instanceof HelpdeskError && error.kind === 'unauthenticated';
        if (!isRefused || credential.use.kind !== 'oauth') throw error;
      }
      await this.refresher.refresh(credential.id, credential.version);
      credential = await this.credentials.forLane(accountId, lane);
      return await this.run(account, credential, { ...options, permit }, work);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      await this.moveAccount(account, error, credential);
      throw await this.forSuccessor(error, credential);
    }
  }

  /**
   * One try with a credential that the caller brings: how a connect proves a credential before it is stored. It goes out
   * whatever state the account is in.
   * @throws HelpdeskError
   */
  attempt<T>(
    account: Location & Pick<Account, 'id'>,
    lane: 'read' | 'write',
    credential: Pick<OpenCredential, 'use' | 'lane'>,
    work: PlatformWork<T>,
  ): Promise<T> {
    return this.run(account, credential, { lane, permit: () => Promise.resolve() }, work);
  }

  private async run<T>(
    account: Location & Pick<Account, 'id'>,
    credential: Pick<OpenCredential, 'use' | 'lane'>,
    options: Pick<CallOptions, 'lane' | 'attempt' | 'signal' | 'beforeSend'> & Pick<Errand, 'permit'>,
    work: PlatformWork<T>,
  ): Promise<T> {
    const { lane, attempt = 1, signal, beforeSend, permit } = options;
    const adapter = adapterFor(account.platform);
    const deadline = new Deadline(lane, signal, this.clock);
    try {
      const errand: Errand = {
        account,
        lane,
        adapter,
        credential,
        split: await this.isSplit(account.id, adapter.writeCredential, credential.lane),
        attempt,
        signal: deadline.signal,
        beforeSend,
        permit,
      };
      return await work(adapter, (request) => this.door.send(errand, request));
    } finally {
      deadline.end();
    }
  }

  /** Only asked where a credential for writes has limits of its own. */
  private async isSplit(accountId: string, worth: string | null, lane: CredentialLane): Promise<boolean> {
    return worth !== null && (lane !== 'both' || (await this.credentials.isSplit(accountId)));
  }

  /** The one place where the account's state or a switch stops a call, so that a drain in the middle of its work stops as well. */
  private async permit(
    seen: { account: Account; at: number },
    { accountId, lane, needs, check = false }: Pick<CallOptions, 'accountId' | 'check' | 'lane' | 'needs'>,
  ): Promise<void> {
    if (performance.now() - seen.at >= lookMs)
      Object.assign(seen, { account: await this.accounts.get(accountId), at: performance.now() });
    const { state, reason } = seen.account;
    if (!check && stopped.includes(state))
      throw new HelpdeskError('held', `the account is ${state}: ${reason}`);
    // A check changes nothing at the platform: only that platform's own switch stops it.
    const off = await (check
      ? this.switches.refusal(seen.account, 'read', [])
      : this.switches.refusal(seen.account, lane, needs));
    if (off) throw new HelpdeskError('held', `switched off (${off.name}): ${off.reason}`);
  }

  /** An instant that was said to a credential (its logins are locked) says nothing to the one that replaced it meanwhile. */
  private async forSuccessor(error: HelpdeskError, credential: OpenCredential): Promise<HelpdeskError> {
    const { kind, message, details } = error;
    if (kind !== 'unavailable' || !details.retryAt || (await this.credentials.isCurrent(credential)))
      return error;
    const { retryAt: _, ...rest } = details;
    return new HelpdeskError(kind, message, { ...rest, cause: error });
  }

  private async moveAccount(
    account: Account,
    { kind, message }: HelpdeskError,
    credential: OpenCredential,
  ): Promise<void> {
    const known = policies[kind].account;
    const cause = known === 'grant_refused' && credential.use.kind !== 'oauth' ? 'key_refused' : known;
    // A refusal of what was replaced while the call was out says nothing of what is there now.
    if (cause === null || !(await this.credentials.isCurrent(credential))) return;
    await this.accounts.move(account.id, cause, { detail: `It said: ${message}` });
    // What was refused may be taken again without us: a key that is restored, an agent who is back.
    if (accountCauses[cause].state === 'suspended') await this.credentials.checkSoon(account.id);
  }
}
