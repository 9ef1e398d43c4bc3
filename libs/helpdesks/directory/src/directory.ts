import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import { FreshdeskAdapter } from '@nightdesk/helpdesks/freshdesk';
import { IntercomAdapter } from '@nightdesk/helpdesks/intercom';
import { RequestTrackerAdapter } from '@nightdesk/helpdesks/request-tracker';
import { ZendeskAdapter } from '@nightdesk/helpdesks/zendesk';

/**
 * Every platform that Nightdesk has an adapter for, in the order in which they are offered: a new one is one line. Those that
 * files describe are added once, when a process starts.
 */
const all: HelpdeskAdapter[] = [
  new ZendeskAdapter(),
  new FreshdeskAdapter(),
  new IntercomAdapter(),
  new RequestTrackerAdapter(),
];

/** All platforms. */
export function platforms(): readonly HelpdeskAdapter[] {
  return all;
}

/** Thrown for a platform that has no adapter, e.g. after a downgrade or when its file is no longer loaded. */
export class PlatformUnknown extends Error {
  override readonly name = 'PlatformUnknown';

  constructor(platform: string) {
    const names = all.map((adapter) => adapter.platform);
    super(
      `"${platform}" is not a platform that this version knows. It knows: ${names.join(', ')}. PLATFORM_FILES adds others.`,
    );
  }
}

/** Thrown when a file describes a platform under a name that is taken. */
export class PlatformTaken extends Error {
  override readonly name = 'PlatformTaken';

  constructor(platform: string) {
    super(
      `There is a platform "${platform}" already. Give the one that the file describes a name of its own.`,
    );
  }
}

/** @throws PlatformTaken */
export function addPlatform(adapter: HelpdeskAdapter): void {
  const { platform } = adapter;
  if (all.some((one) => one.platform === platform)) throw new PlatformTaken(platform);
  all.push(adapter);
}

/** @throws PlatformUnknown */
export function adapterFor(platform: string): HelpdeskAdapter {
  const adapter = all.find((one) => one.platform === platform);
  if (!adapter) throw new PlatformUnknown(platform);
  return adapter;
}
