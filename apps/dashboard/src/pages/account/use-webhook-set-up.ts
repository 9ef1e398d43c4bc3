import { useQuery } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';
import { isWaiting } from './webhook-guide.js';

const WAITING_MS = 3_000;
const POLL_MS = 30_000;

/** How webhooks come; holds secrets, so only for operators. */
export function useWebhookSetUp(accountId: string) {
  return useQuery({
    queryKey: ['account', accountId, 'webhook'],
    queryFn: ({ signal }) => nightdesk.webhookSetUp(accountId, { signal }),
    refetchInterval: ({ state: { data } }) => (isWaiting(data) ? WAITING_MS : POLL_MS),
  });
}
