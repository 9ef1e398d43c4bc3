import { stoppedBySwitch } from '../../format/switches.js';
import { platformName } from '../../format/words.js';

/** Capabilities that have a switch, in the order in which they are looked for. */
export const switchedCapabilities = [
  'replies:write',
  'status:write',
  'tags:write',
  'assignee:write',
  'tickets:read',
] as const;

/** What pressing a switch stops and what goes on, said before it is pressed. */
export function whatItStops(name: string): string {
  const kept = 'What waits is kept, and goes out in order when it is released.';
  if (name === 'writes')
    return `No reply, note, status, tag or assignment goes to any helpdesk. Tickets are still read and events still delivered. ${kept}`;
  if (name.startsWith('platform:')) {
    const platform = platformName(name.slice('platform:'.length));
    return `Nothing is read from or written to any account at ${platform}; its webhooks are stored. Other platforms go on. ${kept}`;
  }
  if (name === 'capability:tickets:read')
    return `No ticket is read at any helpdesk: webhooks are stored, and events come late. Writes go on. ${kept}`;
  return `${stoppedBySwitch(name)} stop at every helpdesk; an operation that needs it waits as a whole, and all others go on. ${kept}`;
}

export const whatPausingStops =
  'Nothing is read from or sent to this account; its webhooks are stored. All others go on. What waits is kept.';
