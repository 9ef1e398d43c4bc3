import type { Account, CapabilityFinding } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { sentence, type StateWords } from '../../format/words.js';

export type Required = Account['requiredCapabilities'][number];

const names: Record<CapabilityFinding['capability'], string> = {
  'tickets:read': 'Read tickets',
  'replies:write': 'Reply',
  'status:write': 'Change status',
  'tags:write': 'Tag',
  'assignee:write': 'Assign',
  'webhooks:manage': 'Set up webhooks',
};

export function capabilityName(capability: CapabilityFinding['capability']): string {
  return names[capability] ?? sentence(capability);
}

/** For test ids: `tickets-read`. */
export function capabilityMark(capability: string): string {
  return capability.replaceAll(':', '-');
}

/** What is missing is bad only where it keeps the account from working. */
export function verdictWords({
  verdict,
  required,
}: Pick<CapabilityFinding, 'verdict' | 'required'>): StateWords {
  if (verdict === 'granted') return { word: 'Granted', tone: 'good' };
  if (verdict === 'unknown') return { word: 'Not proved yet', tone: 'idle' };
  return { word: 'Missing', tone: required ? 'bad' : 'warn' };
}

/** `4 granted, 1 missing`: what a check found, in a few words. */
export function summary(findings: readonly Pick<CapabilityFinding, 'verdict'>[]): string {
  const many = (verdict: string) => findings.filter((finding) => finding.verdict === verdict).length;
  const parts = [
    [many('granted'), 'granted'],
    [many('missing'), 'missing'],
    [many('unknown'), 'not proved yet'],
  ] as const;
  const found = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return found.length > 0 ? found.join(', ') : `${counted(0, 'capability', 'capabilities')} checked`;
}

export function requiredOf(
  findings: readonly Pick<CapabilityFinding, 'capability' | 'required'>[],
): Required[] {
  return findings
    .filter(({ required }) => required)
    .map(({ capability }) => capability)
    .filter(isChoice);
}

/** What is required after one switch was turned; null when nothing would be left. */
export function requiredAfter(
  required: readonly Required[],
  capability: Required,
  on: boolean,
): Required[] | null {
  const others = required.filter((one) => one !== capability);
  const after = on ? [...others, capability] : others;
  return after.length > 0 ? after : null;
}

/** True for what a person may require or not; webhooks are Nightdesk's own need. */
export function isChoice(capability: CapabilityFinding['capability']): capability is Required {
  return capability !== 'webhooks:manage';
}
