import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import axiosRetry from 'axios-retry';
import type { Contender, Order } from '../contender.js';

/** Sends at once; what is refused is sent again, at most five times, not before `Retry-After`. */
export function axiosRetryAlone({ api }: Order): Contender {
  const client = plainAxios(api);
  axiosRetry(client, { retries: 5, retryDelay: (count, error) => axiosRetry.exponentialDelay(count, error) });
  return {
    read: (ticketId) => client.get(ticketPath(ticketId)),
    write: (ticketId, text) => client.put(ticketPath(ticketId), comment(text)),
    stop: async () => undefined,
  };
}

export function plainAxios(api: string): AxiosInstance {
  return axios.create({ baseURL: api, httpAgent: new Agent({ keepAlive: true }), timeout: 10_000 });
}

export const ticketPath = (ticketId: number) => `/tickets/${ticketId}.json`;
export const comment = (text: string) => ({ ticket: { comment: { body: text, public: false } } });
