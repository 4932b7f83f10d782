/*
 * handlers.h: the handlers of the administration. A page's handler is given a reader, a form's a writer; who may come
 * here was checked before (session.h).
 */
#ifndef MEDVERK_ADMIN_HANDLERS_H
#define MEDVERK_ADMIN_HANDLERS_H

#include "cgi/app.h"
#include "lib/store/edit.h"

enum err h_admin(struct ctx *c, struct reader *r);

enum err h_sign_in_page(struct ctx *c, struct reader *r);
enum err h_sign_in(struct ctx *c, struct writer *w);
enum err h_sign_out(struct ctx *c, struct writer *w);

/* The second step: a code. The first has no page of its own for who has not given a password. */
enum err h_step_page(struct ctx *c, struct reader *r);
enum err h_step(struct ctx *c, struct writer *w);

/*
 * What follows a password that was right, within a transaction of its own: where the account has a second step, the page that asks
 * for it (ERR_NONE, with `to` and `unsaved` of the document in it); otherwise a session, ERR_SEE_OTHER, and its token. new_hash STR_NONE: the
 * password's string stays.
 */
enum err admin_let_in(struct ctx *c, struct writer *w, const struct account *a, struct str new_hash,
    struct str *token);

/* By a ticket, for who was invited or has forgotten. */
enum err h_choose_password_page(struct ctx *c, struct reader *r);
enum err h_choose_password(struct ctx *c, struct writer *w);

/* One's own sessions and password. */
enum err h_me_page(struct ctx *c, struct reader *r);
enum err h_me(struct ctx *c, struct writer *w);

/* Setting up signing in in two steps, and turning it off. */
enum err h_two_steps_page(struct ctx *c, struct reader *r);
enum err h_two_steps(struct ctx *c, struct writer *w);

enum err h_accounts(struct ctx *c, struct reader *r);
enum err h_account_page(struct ctx *c, struct reader *r);
enum err h_account(struct ctx *c, struct writer *w);

/* Records of a kind, as a page and as a file; one of them, or a new one, also as it was sent without being saved; what it was before, and that again; taken away. */
enum err h_records(struct ctx *c, struct reader *r);
enum err h_export(struct ctx *c, struct reader *r);
enum err h_record_form(struct ctx *c, struct reader *r);
enum err h_record_save(struct ctx *c, struct writer *w);
enum err h_record_again(struct ctx *c, struct reader *r);
enum err h_history(struct ctx *c, struct reader *r);
enum err h_restore(struct ctx *c, struct writer *w);
enum err h_remove_page(struct ctx *c, struct reader *r);
enum err h_remove(struct ctx *c, struct writer *w);

struct edited;
struct edit_document;
/* The open change of a record as it would be made today: what was published since then stays. */
struct edit_document admin_proposed(struct ctx *c, struct reader *r, const struct edited *e);

/* Pictures and documents of a record: shown, changed, one of them as a file. */
enum err h_files_page(struct ctx *c, struct reader *r);
enum err h_files_save(struct ctx *c, struct writer *w);
enum err h_files_one(struct ctx *c, struct reader *r);

/* Spreadsheets of a kind: given, looked at, saved, taken back. */
enum err h_sheet_page(struct ctx *c, struct reader *r);
enum err h_sheet(struct ctx *c, struct writer *w);
enum err h_sheet_again(struct ctx *c, struct reader *r);

/* What visitors mean by their words: all lines, taking a change back, all as a file; one line, or a new one. */
enum err h_synonyms(struct ctx *c, struct reader *r);
enum err h_synonyms_undo(struct ctx *c, struct writer *w);
enum err h_synonyms_export(struct ctx *c, struct reader *r);
enum err h_synonym(struct ctx *c, struct reader *r);
enum err h_synonym_save(struct ctx *c, struct writer *w);
enum err h_synonym_again(struct ctx *c, struct reader *r);

/* Texts of mails, and what is said about the fields of forms: lists of them, one, and what its form does. */
enum err h_mails(struct ctx *c, struct reader *r);
enum err h_mail_page(struct ctx *c, struct reader *r);
enum err h_mail_again(struct ctx *c, struct reader *r);
enum err h_mail(struct ctx *c, struct writer *w);
enum err h_helps(struct ctx *c, struct reader *r);
enum err h_help_page(struct ctx *c, struct reader *r);
enum err h_help_again(struct ctx *c, struct reader *r);
enum err h_help(struct ctx *c, struct writer *w);

/* One action on many records: chosen in the list, looked at, done, taken back; also as it was sent without being done. */
enum err h_bulk_page(struct ctx *c, struct reader *r);
enum err h_bulk(struct ctx *c, struct writer *w);
enum err h_bulk_again(struct ctx *c, struct reader *r);

/* What is personal erased from a record and all that is kept of it. */
enum err h_erase_page(struct ctx *c, struct reader *r);
enum err h_erase(struct ctx *c, struct writer *w);

/* The kind whose folder the address names; NULL: there is none. Sets the page's title to its plural. */
const struct kind *admin_kind(struct ctx *c);

/* "/admin/foretag/ID", in the context's language; id STR_NONE: the list; `rest` behind it, or NULL. */
struct str admin_address(const struct ctx *c, const struct kind *k, struct str id,
    const char *rest);

/* The record that the address is of, when the visitor may do this to it. Within a transaction. */
enum err admin_edited(struct ctx *c, struct reader *r, enum action action, struct edited *e);

/* What the form that was sent was made from. */
struct edit_base admin_base(const struct ctx *c);

/* After a form: to a page of ours, by its path in the context's language. ERR_SEE_OTHER. */
enum err admin_go(struct ctx *c, const char *sv, const char *en);

/* A form that is shown again: what is wrong with a field, by a key of words admin.account_problems. ERR_INVALID. */
enum err admin_refuse(struct ctx *c, const char *field, struct str message);

/* What was posted as a field, "" for none. */
struct str admin_posted(const struct ctx *c, const char *name);

/* The password that session_prove_again() wanted was not given, or was wrong, or too many were wrong. */
enum err admin_refuse_proof(struct ctx *c);

/* Within a transaction: tells the owner of an account that its second step was turned on, or off. */
void admin_tell_of_two_steps(struct ctx *c, struct writer *w, struct str email, bool on);

/* Likewise, for who guessed too often (guesses.h). ERR_RATE. */
enum err admin_wait(struct ctx *c, const char *field, long seconds);

#endif
