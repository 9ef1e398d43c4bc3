import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { Failure } from '../parts/failure.js';
import { loginPath } from './return-path.js';
import { useSession } from './queries.js';

/** Lets through who is logged in; all others go to the login page and come back from there. */
export function Gate({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const search = useSearch();
  const session = useSession();
  if (session.data) return children;
  if (session.data === null) return <Redirect to={loginPath(path + (search && `?${search}`))} replace />;
  if (session.error) {
    return <Failure what="Your session could not be checked" error={session.error} again={session.refetch} />;
  }
  return null;
}
