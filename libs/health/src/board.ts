import { Inject, Injectable } from '@nestjs/common';
import type { Account, Switch } from '@nightdesk/accounts';
import type { AccountRow, Board as BoardView } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Subjects } from './health.js';
import { type CredentialRow, HealthStore, type IncidentRow, type LaneCount } from './health.store.js';
import { type Standing, Standings } from './standings.js';
import {
  byAccount,
  byKey,
  eventView,
  laneView,
  operationView,
  stoppedBy,
  subscriberViews,
  switchView,
} from './views.js';

const recent = 50;

/** What the stores say of one account. */
interface Known {
  switches: readonly Switch[];
  reading: LaneCount | undefined;
  writing: LaneCount | undefined;
  credential: CredentialRow | undefined;
  signatureFailures: number;
  incident: IncidentRow | undefined;
  standing: Standing;
}

/** The first page: every account as a row. A fixed number of statements, whatever the number of accounts. */
@Injectable()
export class Board {
  constructor(
    private readonly store: HealthStore,
    private readonly subjects: Subjects,
    private readonly standings: Standings,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async take(): Promise<BoardView> {
    const now = this.clock.now();
    const [switches, accounts] = await Promise.all([
      this.subjects.switches.list(),
      this.subjects.accounts.list(),
    ]);
    const [rows, delivering, subscribers, events, operations] = await Promise.all([
      this.rows(accounts, switches),
      this.store.deliverLanes(),
      this.store.subscribers(),
      this.store.recentEvents(recent),
      this.subjects.operations.list({ accountIds: [], limit: recent }),
    ]);
    return {
      at: now.toISOString(),
      engine: this.config.REDIS_URL ? 'redis' : 'postgres',
      switches: switches.map(switchView),
      accounts: rows,
      subscribers: subscriberViews(subscribers, delivering),
      events: events.map(eventView),
      operations: operations.map(operationView),
    };
  }

  private async rows(accounts: readonly Account[], switches: readonly Switch[]): Promise<AccountRow[]> {
    const [reading, writing, credentials, failures, incidents, standingOf] = await Promise.all([
      this.store.readLanes(),
      this.store.writeLanes(),
      this.store.credentials(),
      this.store.signatureFailures(),
      this.store.worstIncidents(),
      this.standings.look(accounts.map(({ id }) => id)),
    ]);
    const [readingOf, writingOf] = [byKey(reading), byKey(writing)];
    const credentialOf = byAccount(credentials.filter(({ lane }) => lane !== 'write'));
    const [failuresOf, incidentOf] = [byAccount(failures), byAccount(incidents)];
    return accounts.map((account) =>
      accountRow(account, {
        switches,
        reading: readingOf.get(account.id),
        writing: writingOf.get(account.id),
        credential: credentialOf.get(account.id),
        signatureFailures: failuresOf.get(account.id)?.signatureFailures ?? 0,
        incident: incidentOf.get(account.id),
        standing: standingOf(account.id),
      }),
    );
  }
}

function accountRow(account: Account, known: Known): AccountRow {
  const { id, platform, site, region, state, reason, remedy, stateSince } = account;
  const { switches, credential, incident } = known;
  const { stopped: writesStopped, ...write } = laneView(known.writing, stoppedBy(account, 'write', switches));
  // A pause is told as the account's state.
  const stopped =
    state === 'paused'
      ? []
      : [writesStopped, stoppedBy(account, 'read', switches)].filter((why) => why !== null);
  return {
    id,
    platform,
    site,
    region,
    state,
    reason,
    remedy,
    stateSince: stateSince.toISOString(),
    credential: credential
      ? {
          kind: credential.kind,
          expiresAt: credential.expiresAt?.toISOString() ?? null,
          lastError: credential.lastError,
        }
      : null,
    write,
    readDead: known.reading?.dead ?? 0,
    stopped: [...new Set(stopped)],
    signatureFailures: known.signatureFailures,
    ...known.standing,
    incidents: incident?.open ?? 0,
    incident: incident ? worst(incident) : null,
  };
}

function worst({ id, cause, severity, reason, remedy }: IncidentRow): AccountRow['incident'] {
  return { id, cause, severity, reason, remedy };
}
