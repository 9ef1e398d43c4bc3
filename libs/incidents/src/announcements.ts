import { Inject, Injectable } from '@nestjs/common';
import type { Lane } from '@nightdesk/lanes';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Tx } from '@nightdesk/platform/database';
import { contact, distinct, laneOf, operators, second, shownTarget } from './addresses.js';
import { AlertsStore, type NewAlert } from './alerts.store.js';
import { causeText } from './causes.js';
import { IncidentsStore } from './incidents.store.js';
import type { Address, AlertedAccount, AlertKind, Incident } from './incidents.types.js';

/** Decides who is told of what. Makes rows in the caller's transaction; answers the lanes to wake after its commit. */
@Injectable()
export class Announcements {
  constructor(
    private readonly alerts: AlertsStore,
    private readonly incidents: IncidentsStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  opened(tx: Tx, incidents: readonly Incident[], now: Date): Promise<Lane[]> {
    return this.tell(tx, 'opened', incidents, now, (incident, account) => this.concerned(incident, account));
  }

  /** Whoever still waits for the last message about it is not told twice. */
  reminder(tx: Tx, incidents: readonly Incident[], now: Date): Promise<Lane[]> {
    return this.tell(tx, 'reminder', incidents, now, (incident, account) =>
      this.concerned(incident, account),
    );
  }

  escalated(tx: Tx, incidents: readonly Incident[], now: Date): Promise<Lane[]> {
    return this.tell(tx, 'escalated', incidents, now, () => second(this.config));
  }

  /** Told to those who were told that it is so; what was not told by now is dropped. */
  async resolved(tx: Tx, incidents: readonly Incident[], now: Date): Promise<Lane[]> {
    const ids = incidents.map(({ id }) => id);
    await this.alerts.drop(tx, ids, now);
    return lanes(await this.alerts.addResolved(tx, ids, now));
  }

  /** It is so again before people were told that it is over. */
  reopened(tx: Tx, incidents: readonly Incident[], now: Date): Promise<void> {
    return this.alerts.drop(
      tx,
      incidents.map(({ id }) => id),
      now,
      'resolved',
    );
  }

  private async tell(
    tx: Tx,
    kind: AlertKind,
    incidents: readonly Incident[],
    now: Date,
    whom: (incident: Incident, account: AlertedAccount | undefined) => Address[],
  ): Promise<Lane[]> {
    const accounts = await this.incidents.accounts(
      tx,
      incidents.flatMap(({ accountId }) => accountId ?? []),
    );
    const alerts = incidents.flatMap((incident): NewAlert[] =>
      whom(incident, accounts.get(incident.accountId ?? '')).map((address) => {
        return { ...address, incidentId: incident.id, kind, lane: laneOf(address) };
      }),
    );
    return lanes(await this.alerts.add(tx, alerts, now));
  }

  /** An address that fails is told of by the others. */
  private concerned({ cause, subject }: Incident, account: AlertedAccount | undefined): Address[] {
    const own = account && causeText(cause).audience === 'account' ? contact(this.config, account) : [];
    const all = distinct([...own, ...operators(this.config)]);
    return cause === 'alert_channel_failing' ? all.filter((one) => shownTarget(one) !== subject) : all;
  }
}

const lanes = (keys: readonly string[]): Lane[] => keys.map((key) => ({ kind: 'alert', key }));
