/* value.c: one function per type of field. */
#include "lib/store/value.h"

#include "lib/http/url.h"
#include "lib/text/format.h"
#include "lib/text/utf8.h"
#include "lib/view/doc.h"

static const struct {
	const char *key;
	const char *english;
} problems[VALUE_PROBLEMS] = {
	[VALUE_FINE] = { "fine", "nothing is wrong" },
	[VALUE_MISSING] = { "missing", "is empty; this column must be filled in" },
	[VALUE_TOO_LONG] = { "too_long", "is too long; shorten it" },
	[VALUE_NOT_ONE_LINE] = { "not_one_line", "has a line break; write it on one line" },
	[VALUE_NOT_A_NUMBER] = { "not_a_number", "is not a number; write digits, with a point before decimals" },
	[VALUE_OUT_OF_RANGE] = { "out_of_range", "is outside what is possible here" },
	[VALUE_NOT_YES] = { "not_yes", "must be yes, no or empty" },
	[VALUE_NOT_A_DATE] = { "not_a_date", "is not a date; write YYYY-MM-DD" },
	[VALUE_NOT_A_CURRENCY] = { "not_a_currency", "is not a currency; write three letters such as SEK or EUR" },
	[VALUE_NOT_A_LANGUAGE] = { "not_a_language", "is not a language code; write two letters such as sv or en" },
	[VALUE_NOT_AN_ORGANISATION_NUMBER] = { "not_an_organisation_number",
	    "is not an organisation number; check the digits (a personal identity number is never accepted)" },
	[VALUE_NOT_A_POSTCODE] = { "not_a_postcode", "is not a postcode; write five digits" },
	[VALUE_NOT_A_URL] = { "not_a_url", "is not a web address; begin with https://" },
	[VALUE_NOT_AN_EMAIL] = { "not_an_email", "is not an e-mail address; write name@domain" },
	[VALUE_NOT_A_PHONE] = { "not_a_phone", "is not a telephone number" },
	[VALUE_NOT_A_CODE] = { "not_a_code", "is not a code of this kind, such as 0583, SE or snickeri" },
	[VALUE_NOT_A_SLUG] = { "not_a_slug", "is not an address part; use a–z, 0–9 and single hyphens" },
	[VALUE_NOT_A_TAXONOMY] = { "not_a_taxonomy", "is not one of the code lists" },
	[VALUE_NOT_A_VERIFIER] = { "not_a_verifier", "must be enterprise, municipality or region" },
	[VALUE_NOT_A_PRECISION] = { "not_a_precision",
	    "must be exact, street, postcode, municipality or hidden" },
	[VALUE_NO_SUCH_RECORD] = { "no_such_record", "is not known" },
	[VALUE_TOO_MANY] = { "too_many", "has more than one value; this column takes one" },
};

const char *
value_problem(enum value_problem p)
{
	return problems[p].english;
}

const char *
value_problem_key(enum value_problem p)
{
	return problems[p].key;
}

/* -------------------------------------------------------------------- text */

static enum value_problem
read_text(const struct field *f, struct str s, json_t **out)
{
	if (f->type != FIELD_PROSE && str_index(s, '\n') < s.n)
		return VALUE_NOT_ONE_LINE;
	if (f->max > 0 && utf8_prefix(s, (size_t)f->max) < s.n)
		return VALUE_TOO_LONG;
	*out = doc_string(s);
	return VALUE_FINE;
}

/* Every part by the rules of a line of text; blanks around | do not count. */
static enum value_problem
read_texts(const struct field *f, struct mem *m, struct str s, json_t **out)
{
	struct str part;
	struct buf b;

	buf_init(&b, m, s.n);
	while (str_cut(&s, '|', &part)) {
		enum value_problem p;
		json_t *ignored;

		part = str_trim(part);
		if (part.n == 0)
			continue;
		if ((p = read_text(f, part, &ignored)) != VALUE_FINE)
			return p;
		if (b.n > 0)
			buf_byte(&b, '|');
		buf_str(&b, part);
	}
	if (b.n > 0)
		*out = doc_string(buf_view(&b));
	return b.n == 0 && f->flags & FIELD_REQUIRED ? VALUE_MISSING : VALUE_FINE;
}

static bool
consists_of(struct str s, const char *allowed)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(allowed, s.p[i]) == NULL || s.p[i] == '\0')
			return false;
	return s.n > 0;
}

#define LOWER   "abcdefghijklmnopqrstuvwxyz"
#define UPPER   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS  "0123456789"

static bool
is_slug(struct str s)
{
	if (!consists_of(s, LOWER DIGITS "-") || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '-' && s.p[i - 1] == '-')
			return false;
	return true;
}

static bool
is_one_of(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, words[i]))
			return true;
	return false;
}

/* ----------------------------------------------------------------- numbers */

/*
 * A decimal number × 10^decimals. Blanks between digits and a comma before
 * decimals are read too. Bounds are at most 10^13, so a number of more digits is outside.
 */
static enum value_problem
read_scaled(struct str s, unsigned decimals, long min, long max, json_t **out)
{
	const int64_t enough = 1000000000000000;
	int64_t v = 0, unit = 1;
	bool negative = s.n > 0 && s.p[0] == '-';
	unsigned seen = 0;
	bool point = false, digit = false;

	for (unsigned i = 0; i < decimals; i++)
		unit *= 10;
	for (size_t i = negative; i < s.n; i++) {
		char c = s.p[i];

		if (c == ' ' && !point)
			continue;
		if ((c == '.' || c == ',') && !point && decimals > 0) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9' || (point && seen == decimals))
			return VALUE_NOT_A_NUMBER;
		digit = true;
		seen += point;
		if (v < enough)
			v = v * 10 + (c - '0');
	}
	if (!digit)
		return VALUE_NOT_A_NUMBER;
	for (; seen < decimals && v < enough; seen++)
		v *= 10;
	if (negative)
		v = -v;
	if (v < min * unit || v > max * unit)
		return VALUE_OUT_OF_RANGE;
	*out = doc_integer(v);
	return VALUE_FINE;
}

/* http or https in small letters, as the schema has it; the rest as it was written. */
static enum value_problem
read_url(struct mem *m, struct str s, json_t **out)
{
	char *p;

	if (!url_is_web(s))
		return VALUE_NOT_A_URL;
	p = mem_strdup(m, s);
	for (size_t i = 0; p[i] != ':'; i++)
		p[i] = (char)(p[i] | 0x20);
	*out = doc_string((struct str){ p, s.n });
	return VALUE_FINE;
}

static enum value_problem
read_boolean(struct mem *m, struct str s, json_t **out)
{
	static const char *const yes[] = { "yes", "ja", "true", "1", "on" };
	static const char *const no[] = { "no", "nej", "false", "0", "off" };
	struct str folded = utf8_fold_case(m, s);

	if (is_one_of(folded, yes, COUNT_OF(yes)))
		*out = doc_integer(1);
	else if (!is_one_of(folded, no, COUNT_OF(no)))
		return VALUE_NOT_YES;
	return VALUE_FINE;
}

/* "exact" hides nothing, and is stored as nothing. */
static enum value_problem
read_precision(struct str s, json_t **out)
{
	static const char *const precisions[] = { "street", "postcode", "municipality", "hidden" };

	if (is_one_of(s, precisions, COUNT_OF(precisions)))
		*out = doc_string(s);
	else if (!str_is(s, "exact"))
		return VALUE_NOT_A_PRECISION;
	return VALUE_FINE;
}

static enum value_problem
read_organisation_number(struct str s, json_t **out)
{
	char digits[11];

	if (!organisation_number_read(s, digits))
		return VALUE_NOT_AN_ORGANISATION_NUMBER;
	*out = doc_string(str_of(digits));
	return VALUE_FINE;
}

/* "591 30" and "59130" */
static enum value_problem
read_postcode(struct mem *m, struct str s, json_t **out)
{
	struct buf b;

	buf_init(&b, m, 8);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			buf_byte(&b, s.p[i]);
	if (b.n != 5 || !consists_of(buf_view(&b), DIGITS) || b.p[0] == '0')
		return VALUE_NOT_A_POSTCODE;
	*out = doc_string(buf_view(&b));
	return VALUE_FINE;
}

static enum value_problem
read_phone(struct mem *m, struct str s, json_t **out)
{
	struct buf b;

	buf_init(&b, m, 24);
	if (!telephone_read(&b, s))
		return VALUE_NOT_A_PHONE;
	*out = doc_string(s);
	return VALUE_FINE;
}

/* A string that only has to be of the right shape. */
static enum value_problem
accept_if(bool right, struct str s, enum value_problem otherwise, json_t **out)
{
	if (!right)
		return otherwise;
	*out = doc_string(s);
	return VALUE_FINE;
}

enum value_problem
value_read(const struct field *f, struct mem *m, struct str text, json_t **out)
{
	static const char *const verifiers[] = { "enterprise", "municipality", "region" };
	static const char *const taxonomies[] = { "legal_form", "goods_and_services",
	    "integration_services", "target_groups", "memberships", "programme" };
	struct str s = str_trim(text);

	*out = NULL;
	if (s.n == 0)
		return f->flags & FIELD_REQUIRED ? VALUE_MISSING : VALUE_FINE;
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_PROSE:
		return read_text(f, s, out);
	case FIELD_TEXTS:
		return read_texts(f, m, s, out);
	case FIELD_INTEGER:
	case FIELD_YEAR:
		return read_scaled(s, 0, f->min, f->max, out);
	case FIELD_SCALED:
		return read_scaled(s, f->decimals, f->min, f->max, out);
	case FIELD_MONEY:
		return read_scaled(s, 2, 0, 90000000000, out);
	case FIELD_BOOLEAN:
		return read_boolean(m, s, out);
	case FIELD_DATE:
		return accept_if(date_is_valid(s), s, VALUE_NOT_A_DATE, out);
	case FIELD_CURRENCY:
		return accept_if(s.n == 3 && consists_of(s, UPPER), s, VALUE_NOT_A_CURRENCY, out);
	case FIELD_LANGUAGE:
		return accept_if(s.n == 2 && consists_of(s, LOWER), s, VALUE_NOT_A_LANGUAGE, out);
	case FIELD_ORGANISATION_NUMBER:
		return read_organisation_number(s, out);
	case FIELD_POSTCODE:
		return read_postcode(m, s, out);
	case FIELD_URL:
		return read_url(m, s, out);
	case FIELD_EMAIL:
		return accept_if(url_is_email(s), s, VALUE_NOT_AN_EMAIL, out);
	case FIELD_PHONE:
		return read_phone(m, s, out);
	case FIELD_CODE:
		return accept_if((long)s.n >= f->min && (long)s.n <= f->max &&
			consists_of(s, f->signs != NULL ? f->signs : LOWER UPPER DIGITS "-"),
		    s, VALUE_NOT_A_CODE, out);
	case FIELD_SLUG:
		return accept_if((long)s.n <= f->max && is_slug(s), s, VALUE_NOT_A_SLUG, out);
	case FIELD_TAXONOMY:
		return accept_if(is_one_of(s, taxonomies, COUNT_OF(taxonomies)), s,
		    VALUE_NOT_A_TAXONOMY, out);
	case FIELD_VERIFIER:
		return accept_if(is_one_of(s, verifiers, COUNT_OF(verifiers)), s,
		    VALUE_NOT_A_VERIFIER, out);
	case FIELD_PRECISION:
		return read_precision(s, out);
	case FIELD_REFERENCE:
	case FIELD_REFERENCES:
	case FIELD_PICTURES:
	case FIELD_DOCUMENTS:
		break;
	}
	return VALUE_NO_SUCH_RECORD;
}

/* ------------------------------------------------------------ and back again */

static struct str
scaled_text(struct mem *m, int64_t v, unsigned decimals, char point)
{
	int64_t unit = 1, rest;
	struct buf b;

	for (unsigned i = 0; i < decimals; i++)
		unit *= 10;
	buf_init(&b, m, 24);
	buf_printf(&b, "%s%lld", v < 0 ? "-" : "", (long long)((v < 0 ? -v : v) / unit));
	rest = (v < 0 ? -v : v) % unit;
	if (rest != 0)
		buf_printf(&b, "%c%0*lld", point, (int)decimals, (long long)rest);
	/* Noughts at the end say nothing. */
	while (rest != 0 && b.p[b.n - 1] == '0')
		b.n--;
	return buf_view(&b);
}

static struct str
lines_text(struct mem *m, struct str s)
{
	char *p = mem_strdup(m, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '|')
			p[i] = '\n';
	return (struct str){ p, s.n };
}

struct str
value_text(const struct field *f, struct mem *m, const json_t *value)
{
	struct str s;

	if (value == NULL)
		return STR("");
	s = doc_str(value);
	switch (f->type) {
	case FIELD_INTEGER:
	case FIELD_YEAR:
	case FIELD_BOOLEAN:
		return scaled_text(m, doc_int(value), 0, '.');
	case FIELD_SCALED:
		return scaled_text(m, doc_int(value), f->decimals, '.');
	case FIELD_MONEY:
		return scaled_text(m, doc_int(value), 2, ',');
	case FIELD_TEXTS:
		return lines_text(m, s);
	case FIELD_ORGANISATION_NUMBER:
		return str_of(mem_printf(m, "%.6s-%s", s.p, s.p + 6));
	case FIELD_POSTCODE:
		return str_of(mem_printf(m, "%.3s %s", s.p, s.p + 3));
	default:
		return s;
	}
}
