import type { WebhookSetUp } from '@nightdesk/sdk';

/** A value to enter at the platform; `index` is its place among all of them. */
export type GuideValue = WebhookSetUp['values'][number] & { index: number };

interface GuideStep {
  text: string;
  values: GuideValue[];
}

/** Each value under the first step that names it in “quotes”; the rest after all steps. */
export function placed({ steps, values }: Pick<WebhookSetUp, 'steps' | 'values'>): {
  steps: GuideStep[];
  rest: GuideValue[];
} {
  const numbered = values.map((value, index) => ({ ...value, index }));
  const stepOf = ({ label }: GuideValue) => steps.findIndex((text) => names(text, label));
  return {
    steps: steps.map((text, at) => ({ text, values: numbered.filter((value) => stepOf(value) === at) })),
    rest: numbered.filter((value) => stepOf(value) === -1),
  };
}

/** A text that stands in a block of its own, such as the body of a rule. */
export function isBlock(value: string): boolean {
  return value.includes('\n') || (value.length > 60 && /^[[{]/.test(value));
}

/** True as long as it is worth looking every few seconds whether the first delivery came. */
export function isWaiting(setUp: Pick<WebhookSetUp, 'setUp' | 'firstDeliveryAt'> | undefined): boolean {
  return setUp !== undefined && setUp.setUp !== 'none' && setUp.firstDeliveryAt === null;
}

/** True as long as nothing that was right came after the last delivery whose signature was wrong. */
export function isSecretDoubtful(
  setUp: Pick<WebhookSetUp, 'signatureFailures' | 'lastSignatureFailureAt' | 'lastDeliveryAt'>,
): boolean {
  const { signatureFailures, lastSignatureFailureAt, lastDeliveryAt } = setUp;
  if (signatureFailures === 0) return false;
  if (lastSignatureFailureAt === null || lastDeliveryAt === null) return true;
  return Date.parse(lastSignatureFailureAt) > Date.parse(lastDeliveryAt);
}

/** How long the old secret may be believed beside a new one. */
export const overlaps = [
  { hours: 24, label: 'a day more' },
  { hours: 168, label: 'a week more' },
  { hours: 0, label: 'not a moment more, because others know it' },
] as const;

/** What making a new secret does, and what is asked before. */
export function rotationWords(
  setUp: WebhookSetUp['setUp'],
  platform: string,
  hours: number,
): { does: string; question: string } {
  if (setUp === 'api')
    return {
      does: `${platform} makes it and signs with it from then on.`,
      question: `Have ${platform} make a new secret?`,
    };
  return {
    does: `You then enter it at ${platform}, where the old one is now.`,
    question:
      hours === 0
        ? `Make a new secret? What ${platform} sends with the old one is refused from then on, until you have entered the new one there.`
        : `Make a new secret? It must be entered at ${platform} while the old one is still believed.`,
  };
}

function names(text: string, label: string): boolean {
  return text.includes(`“${label}”`) || text.includes(`"${label}"`);
}
