import { Webhook as StandardWebhook, WebhookVerificationError } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';

/**
 * A delivery of ours as both libraries read it that receivers use. They must be of one mind about the very bytes and headers
 * that came. @throws WebhookVerificationError when neither believes it.
 */
export function believed(secret: string, body: string, headers: Record<string, string>): unknown {
  const bySvix = refusal(() => new SvixWebhook(secret).verify(body, headers));
  let read: unknown;
  const byStandard = refusal(() => (read = new StandardWebhook(secret).verify(body, headers)));
  if (bySvix?.message !== byStandard?.message)
    throw new Error(
      `svix says ${bySvix?.message ?? 'yes'}, standardwebhooks ${byStandard?.message ?? 'yes'}`,
    );
  if (byStandard) throw byStandard;
  return read;
}

/** Whether the secret vouches for a delivery. */
export function isBelieved(
  secret: string,
  { body, headers }: { body: string; headers: Record<string, string> },
): boolean {
  return refusal(() => believed(secret, body, headers)) === null;
}

function refusal(verify: () => unknown): WebhookVerificationError | null {
  try {
    verify();
    return null;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error;
    throw error;
  }
}
