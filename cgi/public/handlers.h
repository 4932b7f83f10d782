/*
 * handlers.h: the handlers of the public routes. A handler reads the
 * parameters, calls the store and returns; it cannot write bytes.
 */
#ifndef MEDVERK_HANDLERS_H
#define MEDVERK_HANDLERS_H

#include "cgi/app.h"

enum err h_start(struct ctx *c, struct reader *r);
enum err h_list(struct ctx *c, struct reader *r);
enum err h_suggest(struct ctx *c, struct reader *r);
enum err h_search(struct ctx *c, struct reader *r);
enum err h_record(struct ctx *c, struct reader *r);
enum err h_enterprise(struct ctx *c, struct reader *r);
enum err h_project(struct ctx *c, struct reader *r);
enum err h_report(struct ctx *c, struct reader *r);
enum err h_municipality(struct ctx *c, struct reader *r);
enum err h_problem(struct ctx *c, struct reader *r);
enum err h_api(struct ctx *c, struct reader *r);
enum err h_health(struct ctx *c, struct reader *r);
enum err h_file(struct ctx *c, struct reader *r);

#endif
