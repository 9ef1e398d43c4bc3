import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { type Account, Accounts, PauseRefused } from '@nightdesk/accounts';
import { CredentialMissing, Credentials, OAuthClients } from '@nightdesk/credentials';
import { describeFailure } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Lanes } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { ConnectStore } from './connect.store.js';
import { ConnectLinks } from './links.js';
import { PlatformSide } from './platform-side.js';

/** What a disconnect deletes here. */
@Injectable()
export class Belongings {
  constructor(
    readonly accounts: Accounts,
    readonly credentials: Credentials,
    readonly clients: OAuthClients,
    readonly store: ConnectStore,
    readonly links: ConnectLinks,
  ) {}
}

/**
 * The end of a connection, in two steps. First nothing goes out any more and the platform is asked to take everything
 * back; then what we hold is forgotten. A platform that is away ends nothing of that: it is told what stays there. Both
 * steps may be repeated, so a crash between them is mended by asking once more.
 */
@Injectable()
export class Disconnect {
  constructor(
    private readonly belongings: Belongings,
    private readonly platformSide: PlatformSide,
    private readonly lanes: Lanes,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Stops the account and takes back what is at the platform; answers what stays there, a sentence each. `by`: who, as people know them. @throws AccountUnknown */
  async takeBack(accountId: string, by: string): Promise<string[]> {
    const { accounts, store, credentials } = this.belongings;
    const woken = await store.transaction((tx) => accounts.disconnect(tx, accountId, by));
    await this.lanes.wake(woken);
    const account = await accounts.get(accountId);
    const held = await credentials.lanes(accountId);
    const left = [await this.webhookLeft(account, held.length > 1 ? 'read' : 'write')];
    for (const { lane, kind } of held) {
      const through = lane === 'both' && held.length > 1 ? 'read' : 'write';
      left.push(
        kind === 'oauth'
          ? await this.tokenLeft(account, lane === 'read' ? 'read' : through)
          : keyLeft(account),
      );
    }
    return [...new Set(left.filter((sentence) => sentence !== null))];
  }

  /**
   * Deletes what opened the account's door: credentials, webhook, clients that were entered for it, repair links. What has
   * come and was not processed is settled unread. History stays.
   * @throws PauseRefused when somebody has connected it again meanwhile
   */
  async forget(tx: Tx, accountId: string, left: readonly string[], actor: string): Promise<void> {
    const { accounts, credentials, clients, store, links } = this.belongings;
    const { state, platform, site } = await accounts.locked(tx, accountId);
    if (state !== 'disconnected')
      throw new PauseRefused('The account has been connected again meanwhile, so it is not disconnected.');
    await credentials.forget(tx, accountId);
    await clients.forget(tx, platform, [site, `${site} (write lane)`]);
    const unread = await store.forget(tx, accountId, this.clock.now());
    await links.endRepairs(tx, accountId);
    const details = { platform, site, leftAtPlatform: [...left], unreadDeliveries: unread };
    await this.audit.record({ actor, action: 'account.disconnected', subject: accountId, details }, tx);
  }

  private async webhookLeft(account: Account, lane: 'read' | 'write'): Promise<string | null> {
    const { id, platform } = account;
    const row = await this.belongings.store.webhook(id);
    const { webhooks, title, oauth } = adapterFor(platform);
    if (!row || !webhooks) return null;
    if (webhooks.setUp === 'by_hand')
      return `A person set up what calls ${row.url} at ${title}: remove it there.`;
    // An app's webhook serves its other sites as well, and ends for this one with the installation.
    if (webhooks.setUp === 'app')
      return row.appId === null
        ? `The app whose token was pasted goes on to call ${row.url}: remove the address there.`
        : null;
    const { remoteId } = row;
    if (remoteId === null) return null;
    const problem = await this.problem(id, () =>
      this.platformSide.unsubscribeStored(id, platform, remoteId, lane),
    );
    const gone = oauth ? ' It may have ended with the access.' : '';
    return (
      problem &&
      `Our webhook at ${title} (${row.url}) could not be removed: ${problem}.${gone} Delete it there.`
    );
  }

  private async tokenLeft(account: Account, lane: 'read' | 'write'): Promise<string | null> {
    const { id, platform } = account;
    const { title } = adapterFor(platform);
    const problem = await this.problem(id, () => this.platformSide.revokeStored(id, platform, lane));
    return problem && `The access that ${title} gave could not be ended: ${problem}. Remove Nightdesk there.`;
  }

  /** Why it could not be done; null: it was. */
  private async problem(accountId: string, work: () => Promise<void>): Promise<string | null> {
    try {
      await work();
      return null;
    } catch (error) {
      this.log.failure('disconnect.not_taken_back', error, { accountId });
      if (error instanceof HelpdeskError) return describeFailure(error);
      return error instanceof CredentialMissing
        ? 'no credential is stored'
        : 'an error on our side; the log has it';
    }
  }
}

function keyLeft({ platform }: Account): string {
  const { title, key } = adapterFor(platform);
  return `The ${key?.label ?? 'key'} was deleted here, and ${title} goes on to accept it: delete it there if nothing else uses it.`;
}
