import pg from 'pg';

/**
 * A connection that may be lost at any moment: whoever waits on it gets an error, and the process goes on. (An 'error' event that
 * nobody listens to ends a Node process, and pg sends one whenever a server ends a connection.) Every connection of Engram is one.
 */
export class GuardedClient extends pg.Client {
  /** Why the connection ended, when it was not ended here. */
  lost: Error | undefined;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', (error) => (this.lost ??= error));
  }
}
