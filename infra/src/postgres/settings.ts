/** Settings of the server, given on its command line so that an existing data folder needs no editing. */
export function settingsFor(options: { readonly port: number; readonly durable: boolean }): readonly string[] {
  const settings = {
    ...common,
    ...(options.durable ? durable : throwaway),
    port: options.port,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const common = {
  listen_addresses: '127.0.0.1',
  // No socket file: its folder would have to be writable for the server, and a path may have only 107 characters.
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_checkpoints: 'off',
  // Without the detail of an error: it quotes the row that was refused, with the names and addresses in it.
  log_error_verbosity: 'terse',
  max_connections: 200,
  idle_in_transaction_session_timeout: '60s',
  // Compiling a plan costs more than the short statements here take.
  jit: 'off',
  random_page_cost: 1.1,
};

/** Keeps every acknowledged write. */
const durable = { shared_buffers: '256MB', fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** For data that nobody wants back after a crash. */
const throwaway = {
  // Lets a test ask the server itself which statements were sent.
  shared_preload_libraries: 'pg_stat_statements',
  shared_buffers: '128MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
};
