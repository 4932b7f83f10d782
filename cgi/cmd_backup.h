/*
 * cmd_backup.h: what `medverk backup` and `medverk restore` share.
 */
#ifndef MEDVERK_CMD_BACKUP_H
#define MEDVERK_CMD_BACKUP_H

#include "cgi/commands.h"
#include "cgi/progress.h"
#include "lib/store/backup.h"

/* What is to be copied, from settings and arguments; its progress is shown by *p. */
void backup_prepare(struct backup *b, struct arguments *a, struct progress *p);

#endif
