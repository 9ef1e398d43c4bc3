import type { paths } from './generated/v1.js';

/** What a call must bring and what it answers, as the description of the API has it: a route that changes does not compile. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type Under<P> = P extends `/v1${infer Rest}` ? Rest : never;

/** The paths under `/v1` that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? Under<P> : never;
}[keyof paths];

type Operation<M extends Method, P extends string> = `/v1${P}` extends infer Full extends keyof paths
  ? paths[Full] extends Record<M, infer Found>
    ? Found
    : never
  : never;

type PathPart<O> = O extends { parameters: { path: infer Ids extends Record<string, string> } }
  ? { path: Ids }
  : { path?: never };

type QueryPart<O> = O extends { parameters: { query?: infer Asked } }
  ? { query?: { [Name in keyof Asked]: Asked[Name] | undefined } }
  : { query?: never };

type BodyPart<O> = O extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Body }
  : O extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? { body?: Body }
    : { body?: never };

/** What a call of this route is given beside its options. */
export type Given<M extends Method, P extends string> = PathPart<Operation<M, P>> &
  QueryPart<Operation<M, P>> &
  BodyPart<Operation<M, P>>;

type Success = 200 | 201 | 202 | 203 | 204;

/** What it answers; of a route with several answers, any of them. */
export type Answer<M extends Method, P extends string> =
  Operation<M, P> extends { responses: infer All }
    ? {
        [Status in keyof All & Success]: All[Status] extends { content: { 'application/json': infer Body } }
          ? Body
          : void;
      }[keyof All & Success]
    : never;
