import { ApiError, type SessionView } from '@nightdesk/sdk';
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query';
import { platformName } from '../format/words.js';
import { nightdesk } from './client.js';

export const sessionKey = ['session'] as const;

/** Why the last session ended, as a sentence; null or nothing while that is not known. */
const endKey = ['session-end'] as const;

/** A session that has ended anywhere has ended here: the gate then asks for login, and the api why it ended. */
function leaveWhenUnauthorized(error: Error): void {
  if (!(error instanceof ApiError) || error.status !== 401 || !queries.getQueryData(sessionKey)) return;
  queries.setQueryData(sessionKey, null);
  void queries.invalidateQueries({ queryKey: sessionKey });
}

/** Only what may heal by itself is asked again. */
function worthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenUnauthorized }),
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 5_000 } },
});

async function currentSession(signal: AbortSignal): Promise<SessionView | null> {
  try {
    return await nightdesk.session({ signal });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    queries.setQueryData(endKey, error.title === 'Session ended' ? error.detail : null);
    return null;
  }
}

/** Who is logged in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => currentSession(signal),
    staleTime: Infinity,
  });
}

/** Why whoever was here must sign in again; null when there is nothing to say. */
export function useSessionEnd(): string | null {
  return useQuery<string | null>({ queryKey: endKey, queryFn: () => null, staleTime: Infinity }).data ?? null;
}

/** Viewers see everything but what changes something, and secrets. The api refuses them both as well. */
export function useIsOperator(): boolean {
  return useSession().data?.role === 'operator';
}

/** What can be connected, and how each platform is. */
export function usePlatforms() {
  return useQuery({
    queryKey: ['platforms'],
    queryFn: ({ signal }) => nightdesk.platforms({ signal }),
    staleTime: 60_000,
  });
}

/** The name of a platform as it calls itself; nearly so until that is loaded. */
export function usePlatformTitle(platform: string): string {
  const { data } = usePlatforms();
  return data?.find((choice) => choice.platform === platform)?.title ?? platformName(platform);
}
