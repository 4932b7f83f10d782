/* near.c: which rows are near. */
#include "lib/store/near.h"

#include "lib/text/number.h"
#include "lib/text/position.h"
#include "lib/text/utf8.h"

void
near_init(struct near *n)
{
	*n = (struct near){ .typed = STR_NONE, .name = STR_NONE, .radius_km = NEAR_KM,
		.south = INT32_MIN, .north = INT32_MAX };
}

/* ------------------------------------------------------------------- reading */

bool
near_has_parameter(struct str name)
{
	return str_is(name, "near") || str_is(name, "radius_km") || str_is(name, "bbox");
}

static const char *
read_place(struct near *n, struct str value)
{
	char postcode[POSTCODE_DIGITS + 1];
	int32_t latitude, longitude;
	struct str town;

	n->typed = str_trim(value);
	n->centred = n->pair = false;
	if (utf8_prefix(n->typed, NEAR_LETTERS_MAX) < n->typed.n)
		return "too_long";
	if (n->typed.n == 0)
		return "unknown_place";
	n->centred = true;
	if (!position_is_meant(n->typed) || postcode_read(n->typed, postcode, &town))
		return NULL;
	if (!position_read(n->typed, &latitude, &longitude))
		return "not_a_position";
	n->pair = true;
	n->circle.latitude = latitude;
	n->circle.longitude = longitude;
	return NULL;
}

static const char *
read_radius(struct near *n, struct str value)
{
	int64_t km;

	if (!str_int(value, &km) || km < 1 || km > NEAR_KM_MAX)
		return "out_of_range";
	n->radius_km = (unsigned)km;
	n->radius_given = true;
	return NULL;
}

const char *
near_read(struct near *n, struct str name, struct str value)
{
	if (str_is(name, "near"))
		return read_place(n, value);
	if (str_is(name, "radius_km"))
		return read_radius(n, value);
	n->boxed = position_read_box(value, n->box);
	if (!n->boxed)
		return "not_a_box";
	n->south = n->box[1];
	n->north = n->box[3];
	return NULL;
}

void
near_aim(struct near *n, int32_t latitude, int32_t longitude)
{
	earth_circle(&n->circle, latitude, longitude, n->radius_km);
	n->found = true;
	n->south = n->boxed && n->box[1] > n->circle.south ? n->box[1] : n->circle.south;
	n->north = n->boxed && n->box[3] < n->circle.north ? n->box[3] : n->circle.north;
}

void
near_drop(struct near *n)
{
	n->centred = n->pair = n->found = n->guessed = n->boxed = false;
	n->name = STR_NONE;
	n->south = INT32_MIN;
	n->north = INT32_MAX;
}

/* ------------------------------------------------------------------ choosing */

/* Its latitude is right already. */
static bool
box_has(const int32_t box[4], struct place p)
{
	return box[0] <= box[2] ? p.longitude >= box[0] && p.longitude <= box[2]
				: p.longitude >= box[0] || p.longitude <= box[2];
}

/* Of a place that is known to a kilometre or less: whole kilometres, at least one. */
static uint32_t
told(uint32_t metres)
{
	uint32_t km = (metres + 500) / 1000;

	return (km == 0 ? 1 : km) * 1000;
}

bool
near_has(const struct near *n, const struct catalogue_kind *k, uint32_t row, uint32_t *metres)
{
	if (metres != NULL)
		*metres = 0;
	if (!near_may_have(n, k, row) || k->precision[row] == PRECISION_NONE ||
	    (n->boxed && !box_has(n->box, k->place[row])))
		return false;
	if (!n->found)
		return true;
	if (!earth_circle_has(&n->circle, k->place[row].latitude, k->place[row].longitude, metres))
		return false;
	if (metres != NULL && k->precision[row] > PRECISION_STREET)
		*metres = told(*metres);
	return true;
}

/* ------------------------------------------------------------------- writing */

struct str
near_place_text(const struct near *n, struct mem *m)
{
	struct buf b;

	if (!n->pair)
		return n->typed;
	buf_init(&b, m, 32);
	position_write(&b, n->circle.latitude);
	buf_byte(&b, ',');
	position_write(&b, n->circle.longitude);
	return buf_view(&b);
}

struct str
near_box_text(const struct near *n, struct mem *m)
{
	struct buf b;

	buf_init(&b, m, 64);
	for (int i = 0; i < 4; i++) {
		if (i > 0)
			buf_byte(&b, ',');
		position_write(&b, n->box[i]);
	}
	return buf_view(&b);
}
