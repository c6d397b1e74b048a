// What a script runs in the place of AWS's own command: it hands over its arguments, its place and its three streams to
// preloaded.py, and ends as that says. In C, because an interpreter takes longer to start than all the rest.
//
// Compiled with SERVER, the socket that preloaded.py listens on, and LISTED, the file that lists all calls.

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void end_unless(int good, const char *what) {
  if (!good) {
    perror(what);
    exit(255);
  }
}

int main(int count, char **arguments) {
  FILE *listed = fopen(LISTED, "a");
  end_unless(listed != NULL, LISTED);
  fputs("aws", listed);
  for (int at = 1; at < count; at++) fprintf(listed, " %s", arguments[at]);
  fputc('\n', listed);
  fclose(listed);

  // How many arguments, the folder, the arguments, the environment: each ends where the next begins.
  char *call, *folder = getcwd(NULL, 0), answer[16] = "";
  size_t length;
  end_unless(folder != NULL, "getcwd");
  FILE *text = open_memstream(&call, &length);
  end_unless(text != NULL, "open_memstream");
  fprintf(text, "%d%c%s", count - 1, 0, folder);
  for (int at = 1; at < count; at++) fprintf(text, "%c%s", 0, arguments[at]);
  for (char **each = environ; *each; each++) fprintf(text, "%c%s", 0, *each);
  fclose(text);

  int streams[] = {0, 1, 2}, server = socket(AF_UNIX, SOCK_STREAM, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, SERVER, sizeof address.sun_path - 1);
  end_unless(connect(server, (struct sockaddr *)&address, sizeof address) == 0, SERVER);
  uint32_t size = htonl(length);
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof streams)];
  } handed = {.head = {CMSG_LEN(sizeof streams), SOL_SOCKET, SCM_RIGHTS}};
  memcpy(CMSG_DATA(&handed.head), streams, sizeof streams);
  struct iovec first = {&size, sizeof size};
  struct msghdr message = {.msg_iov = &first, .msg_iovlen = 1, .msg_control = &handed, .msg_controllen = sizeof handed};
  end_unless(sendmsg(server, &message, MSG_NOSIGNAL) == sizeof size, "sendmsg");
  for (size_t sent = 0; sent < length;) {
    ssize_t more = send(server, call + sent, length - sent, MSG_NOSIGNAL);
    end_unless(more > 0, "send");
    sent += more;
  }
  // Nothing, if whoever was to do it has ended without a word.
  return recv(server, answer, sizeof answer - 1, 0) > 0 ? atoi(answer) : 255;
}
