import type { Fault, NewFault } from '../faults.js';
import { FreshdeskControl, newFreshdeskSite } from '../freshdesk/control/control.js';
import type { NewSite as NewFreshdeskSite } from '../freshdesk/control/schemas.js';
import { addIntercomApp, addIntercomWorkspace } from '../intercom/control/add.js';
import { IntercomAppControl } from '../intercom/control/app-control.js';
import type { NewApp, NewWorkspace } from '../intercom/control/schemas.js';
import { IntercomControl } from '../intercom/control/workspace-control.js';
import type { JournalEntry } from '../journal.js';
import type { World } from '../world.js';
import { addSite } from '../zendesk/new-site.js';
import { clientScopes } from '../zendesk/seed.js';
import { secretText } from '../zendesk/site.js';
import { NewSite } from './schemas.js';
import { ZendeskControl } from './zendesk-control.js';

/** The sandbox from outside the platforms: faults, time, sites and the journal. The control API is this over HTTP. */
export class Control {
  constructor(
    private readonly world: World,
    private readonly base: () => string,
  ) {}

  /** @throws Refusal when there is no such site. */
  zendesk(subdomain: string): ZendeskControl {
    return new ZendeskControl(this.world, subdomain, this.base);
  }

  /** @throws Error when the name is taken. */
  addZendeskSite(wanted: NewSite): ReturnType<ZendeskControl['describe']> {
    const { client, ...site } = NewSite.parse(wanted);
    if (this.world.zendesk.has(site.subdomain)) throw new SiteExists(site.subdomain);
    addSite(this.world, {
      ...site,
      client: {
        identifier: client.identifier ?? 'nightdesk',
        name: client.name ?? 'Nightdesk',
        kind: client.kind ?? 'confidential',
        secret: client.secret ?? secretText(20),
        scopes: client.scopes ?? clientScopes,
        redirectUris: client.redirectUris ?? this.world.options.redirectUris,
        defaultExpiresIn: client.defaultExpiresIn === undefined ? 1800 : client.defaultExpiresIn,
      },
    });
    return this.zendesk(site.subdomain).describe();
  }

  /** @throws Refusal when there is no such site. */
  freshdesk(domain: string): FreshdeskControl {
    return new FreshdeskControl(this.world, domain, this.base);
  }

  /** @throws SiteExists when the name is taken. */
  addFreshdeskSite(wanted: NewFreshdeskSite): ReturnType<FreshdeskControl['describe']> {
    return newFreshdeskSite(this.world, wanted, (domain) => new SiteExists(domain), this.base);
  }

  /** @throws Refusal when there is no such workspace. */
  intercom(workspaceId: string): IntercomControl {
    return new IntercomControl(this.world, workspaceId, this.base);
  }

  /** @throws Refusal when the id is taken. */
  addIntercomWorkspace(wanted: NewWorkspace): ReturnType<IntercomControl['describe']> {
    addIntercomWorkspace(this.world, wanted);
    return this.intercom(wanted.id).describe();
  }

  /** @throws Refusal when there is no such app. */
  intercomApp(clientId: string): IntercomAppControl {
    return new IntercomAppControl(this.world, clientId, this.base);
  }

  /** @throws Refusal when the client id is taken or its home workspace is unknown. */
  addIntercomApp(wanted: NewApp): ReturnType<IntercomAppControl['describe']> {
    addIntercomApp(this.world, wanted);
    return this.intercomApp(wanted.clientId).describe();
  }

  fault(wanted: NewFault): Fault {
    return this.world.faults.add(wanted);
  }

  faults(): Fault[] {
    return this.world.faults.list();
  }

  /** @param id as `fault` answered it. */
  removeFault(id: number): void {
    this.world.faults.remove(id);
  }

  clearFaults(): void {
    this.world.faults.clear();
  }

  requests(filter: Parameters<World['journal']['list']>[0] = {}): JournalEntry[] {
    return this.world.journal.list(filter);
  }

  clearRequests(): void {
    this.world.journal.clear();
  }

  advance(seconds: number): void {
    this.world.clock.advance(seconds);
  }

  /** Resolves when no webhook is being sent or waits for a retry. */
  async deliveriesSettled(): Promise<void> {
    await this.world.sender.settled();
  }

  /** Everything as at the start. */
  async reset(): Promise<void> {
    await this.world.reset();
  }
}

export class SiteExists extends Error {
  constructor(subdomain: string) {
    super(`There is a site ${subdomain} already; choose another subdomain or POST /control/reset.`);
  }
}
