/* kind_organisation.c: who leads, takes part in or pays for projects. */
#include "lib/store/kinds.h"

#include "lib/base/cc.h"

static const struct field fields[] = {
	{ "country", FIELD_REFERENCE, 0, .target = "country", .group = GROUP_PLACE },
	{ "website_url", FIELD_URL, 0, .group = GROUP_CONTACT },
	{ "leads", FIELD_REFERENCES, FIELD_INVERSE, .target = "project", .relation = "lead" },
	{ "partner_in", FIELD_REFERENCES, FIELD_INVERSE, .target = "project",
	    .relation = "partners" },
	{ "funds", FIELD_REFERENCES, FIELD_INVERSE, .target = "project", .relation = "funders" },
};

static const struct want wants[] = {
	{ "country", NULL }, { NULL, NULL },
};

const struct kind kind_organisation = {
	.name = "organisation", .plural = "organisations",
	.path = { [LANG_SV] = "/organisationer", [LANG_EN] = "/en/organisations" },
	.searched = true,
	.load = SQL_LOAD_ORGANISATION, .items = SQL_ITEMS_ORGANISATION,
	.insert = SQL_INSERT_ORGANISATION, .update = SQL_UPDATE_ORGANISATION,
	.stored = SQL_STORED_ORGANISATION,
	.wants = wants,
	.field = fields, .fields = COUNT_OF(fields),
};
