import { ApiError, type SystemTrouble } from '@nightdesk/sdk';

/** What is shown above every page; `id` tells one from the other. */
export interface Trouble extends Pick<SystemTrouble, 'severity' | 'reason' | 'remedy'> {
  id: string;
}

/** Why nobody answers, or only to say that it cannot. A login that has ended is the gate's matter. */
export function troublesOf(error: Error): Trouble[] {
  if (!(error instanceof ApiError) || (error.status < 500 && error.status !== 0)) return [];
  const severity = 'critical';
  if (error.status === 0 || error.status === 502 || error.status === 504)
    return [
      {
        id: 'unreachable',
        severity,
        reason: 'Nightdesk does not answer: what you see is as it was when it last did.',
        remedy: 'Check your network; then whether the api process runs. This page goes on by itself.',
      },
    ];
  if (error.status === 503)
    return [
      {
        id: 'storage_away',
        severity,
        reason:
          'Postgres cannot be reached: nothing is read, accepted or sent, and platforms send their webhooks again later.',
        remedy:
          'Check that the database at DATABASE_URL runs and takes connections. Everything goes on by itself.',
      },
    ];
  return [
    {
      id: 'failed',
      severity,
      reason: `Nightdesk cannot say how it is: ${error.message}`,
      remedy: 'Look at the log of the api.',
    },
  ];
}
