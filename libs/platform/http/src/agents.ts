import type { AgentOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** Raised on a socket that was not connected in time: nothing was sent. */
export class ConnectTimeout extends Error {
  override readonly name = 'ConnectTimeout';
}

/**
 * How long a connection waits for its next request. Node closes it a second before the end that the server names
 * (`Keep-Alive: timeout=5`) only where a time stands here; a request on a connection that the server just closed is lost,
 * and nobody knows whether it had an effect.
 */
const idleMs = 60_000;

interface AgentPair {
  httpAgent: RequestFilteringHttpAgent;
  httpsAgent: RequestFilteringHttpsAgent;
}

/** The agents of one process: connections are kept, private addresses are refused at the moment of connecting. */
export class Agents {
  private readonly guarded: AgentPair;
  private readonly open: AgentPair;
  private readonly openHosts: ReadonlySet<string>;

  /** @param allowed host names, IP addresses and CIDR ranges that may be private. */
  constructor(allowed: readonly string[], connectTimeoutMs: number) {
    const isAddress = (entry: string) => isIP(entry.split('/')[0] ?? '') !== 0;
    this.openHosts = new Set(allowed.map((entry) => entry.toLowerCase()));
    this.guarded = agentPair({ allowIPAddressList: allowed.filter(isAddress) }, connectTimeoutMs);
    this.open = agentPair({ allowPrivateIPAddress: true, allowMetaIPAddress: true }, connectTimeoutMs);
  }

  for(url: URL): AgentPair {
    return this.openHosts.has(url.hostname) ? this.open : this.guarded;
  }

  destroy(): void {
    for (const { httpAgent, httpsAgent } of [this.guarded, this.open]) {
      httpAgent.destroy();
      httpsAgent.destroy();
    }
  }
}

type Filter = ConstructorParameters<typeof RequestFilteringHttpAgent>[0];

function agentPair(filter: Filter, connectTimeoutMs: number): AgentPair {
  const options: AgentOptions & Filter = {
    ...filter,
    keepAlive: true,
    maxFreeSockets: 64,
    timeout: idleMs,
    minVersion: 'TLSv1.2',
  };
  return {
    httpAgent: limited(new RequestFilteringHttpAgent(options), 'connect', connectTimeoutMs),
    httpsAgent: limited(new RequestFilteringHttpsAgent(options), 'secureConnect', connectTimeoutMs),
  };
}

/** Axios limits only the whole request; a host that swallows packets must be given up sooner. */
function limited<A extends RequestFilteringHttpAgent | RequestFilteringHttpsAgent>(
  agent: A,
  connected: string,
  connectTimeoutMs: number,
): A {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, listener) => {
    const socket = connect(options, listener) as Socket;
    if (!socket.connecting) return socket; // refused before it began
    const expired = () => socket.destroy(new ConnectTimeout(`not connected within ${connectTimeoutMs} ms`));
    const timer = setTimeout(expired, connectTimeoutMs);
    const settled = () => clearTimeout(timer);
    socket.once(connected, settled).once('close', settled);
    return socket;
  };
  return agent;
}
