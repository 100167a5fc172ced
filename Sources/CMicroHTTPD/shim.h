// libmicrohttpd, with a replacement for a variadic function, which Swift cannot call.
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

// What MHD_start_daemon takes as variable arguments. Pointers that are NULL are left out.
struct cmicrohttpd_options {
  int listen_socket;
  unsigned connection_limit;
  unsigned address_limit;
  unsigned idle_seconds;
  size_t connection_memory;
  const char *certificate;  // PEM, with its key: TLS
  const char *key;
  const char *priorities;   // of GnuTLS
  void *(*began)(void *, const char *, struct MHD_Connection *);
  void (*connected)(void *, struct MHD_Connection *, void **, enum MHD_ConnectionNotificationCode);
  void (*completed)(void *, struct MHD_Connection *, void **, enum MHD_RequestTerminationCode);
};

// Starts a daemon that runs in MHD_run_wait, on the caller's thread.
static inline struct MHD_Daemon *cmicrohttpd_start(
    const struct cmicrohttpd_options *options, MHD_AccessHandlerCallback handler, void *context) {
  struct MHD_OptionItem items[13];
  int count = 0;
#define ITEM(name, number, pointer) \
  items[count++] = (struct MHD_OptionItem){name, (intptr_t)(number), (void *)(pointer)}
  ITEM(MHD_OPTION_LISTEN_SOCKET, options->listen_socket, NULL);
  ITEM(MHD_OPTION_CONNECTION_LIMIT, options->connection_limit, NULL);
  ITEM(MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->address_limit, NULL);
  ITEM(MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds, NULL);
  ITEM(MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_memory, NULL);
  ITEM(MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL);
  ITEM(MHD_OPTION_URI_LOG_CALLBACK, options->began, context);
  ITEM(MHD_OPTION_NOTIFY_CONNECTION, options->connected, context);
  ITEM(MHD_OPTION_NOTIFY_COMPLETED, options->completed, context);
  unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;
  if (options->certificate) {
    flags |= MHD_USE_TLS;
    ITEM(MHD_OPTION_HTTPS_MEM_CERT, 0, options->certificate);
    ITEM(MHD_OPTION_HTTPS_MEM_KEY, 0, options->key);
    ITEM(MHD_OPTION_HTTPS_PRIORITIES, 0, options->priorities);
  }
#undef ITEM
  items[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
  return MHD_start_daemon(flags, 0, NULL, NULL, handler, context, MHD_OPTION_ARRAY, items,
                          MHD_OPTION_END);
}

// The socket of a connection; -1 when it is not known.
static inline int cmicrohttpd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

// The number of open connections.
static inline unsigned cmicrohttpd_connections(struct MHD_Daemon *daemon) {
  const union MHD_DaemonInfo *info =
      MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
  return info ? info->num_connections : 0;
}

#endif
