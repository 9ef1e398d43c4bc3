import { ApiError, type ConnectStart, type PlatformChoice } from '@nightdesk/sdk';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearch } from 'wouter';
import { nightdesk } from '../../session/client.js';
import { type Draft, openDraft, siteProblem, storeDraft, storedDraft } from './draft.js';

export type FieldErrors = Partial<Record<keyof Draft, string>>;

/** The form's state, and what happens when it is sent. */
export function useConnect(platforms: readonly PlatformChoice[]) {
  const search = useSearch();
  const [draft, setDraft] = useState(() => withPlatform(openDraft(search, storedDraft()), platforms));
  const [wantsOwn, setWantsOwn] = useState(false);
  const [problems, setProblems] = useState<FieldErrors>({});
  const choice = platforms.find(({ platform }) => platform === draft.platform);
  const own = wantsOwn || choice?.hasClient === false;

  const start = useMutation({
    mutationFn: () => nightdesk.startConnect(request(draft, own)),
    onSuccess: ({ redirectUrl }) => {
      storeDraft(draft);
      leave(redirectUrl);
    },
    onError: (error) => setProblems(fieldErrors(error)),
  });

  // Back from the consent page the browser may show this page as it was left: sending, for ever.
  const { reset } = start;
  useEffect(() => {
    window.addEventListener('pageshow', reset);
    return () => window.removeEventListener('pageshow', reset);
  }, [reset]);

  const set = (name: keyof Draft) => (value: string) => {
    setDraft({ ...draft, [name]: value });
    setProblems({ ...problems, [name]: undefined } as FieldErrors);
  };
  const submit = () => {
    const site = choice ? siteProblem(draft.site, choice) : null;
    if (site) setProblems({ site });
    else start.mutate();
  };
  return { draft, set, choice, own, wantsOwn, setWantsOwn, problems, submit, start };
}

/** The first platform is chosen, unless a link or the earlier form names one that exists. */
function withPlatform(draft: Draft, platforms: readonly PlatformChoice[]): Draft {
  const known = platforms.some(({ platform }) => platform === draft.platform);
  return known ? draft : { ...draft, platform: platforms[0]?.platform ?? '' };
}

function request({ clientId, clientSecret, ...rest }: Draft, own: boolean): ConnectStart {
  return own ? { ...rest, clientId, clientSecret } : rest;
}

function fieldErrors(error: Error): FieldErrors {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
}

/** Only the web: an address of another kind must not run in this page. */
function leave(url: string): void {
  if (/^https?:\/\//i.test(url)) window.location.assign(url);
  else throw new Error('The address of the consent page is not one of the web.');
}
