/*
 * stem.tbl.h: the words that the rules of stem.c are not for, and those that no rule is for. Only stem.c
 * includes it.
 */
/* Nouns whose plural is no longer stem and suffix, also as last members: cykelverkstäder. */
static const struct {
	struct str form, base;
	bool whole;             /* too short to be told at the end of another word */
} irregular[] = {
	{ { W("verkstäder") }, { W("verkstad") }, false }, { { W("verkstäderna") }, { W("verkstad") }, false },
	{ { W("verkstan") }, { W("verkstad") }, false }, { { W("verkstaden") }, { W("verkstad") }, false },
	{ { W("städer") }, { W("stad") }, true }, { { W("städerna") }, { W("stad") }, true },
	{ { W("staden") }, { W("stad") }, true }, { { W("händer") }, { W("hand") }, false },
	{ { W("händerna") }, { W("hand") }, false }, { { W("böcker") }, { W("bok") }, false },
	{ { W("böckerna") }, { W("bok") }, false }, { { W("boken") }, { W("bok") }, true },
	{ { W("boka") }, { W("bokning") }, true }, { { W("bokar") }, { W("bokning") }, true }, { { W("bokade") }, { W("bokning") }, true },
	{ { W("bokat") }, { W("bokning") }, true }, { { W("män") }, { W("man") }, true },
	{ { W("männen") }, { W("man") }, false }, { { W("mannen") }, { W("man") }, false },
	{ { W("bröder") }, { W("bror") }, true }, { { W("bröderna") }, { W("bror") }, true }, { { W("brodern") }, { W("bror") }, true }, { { W("söner") }, { W("son") }, true },
	{ { W("döttrar") }, { W("dotter") }, false }, { { W("rötter") }, { W("rot") }, false },
	{ { W("nätter") }, { W("natt") }, false }, { { W("tänder") }, { W("tand") }, false },
	{ { W("länder") }, { W("land") }, false }, { { W("länderna") }, { W("land") }, false },
	{ { W("ländernas") }, { W("land") }, false }, { { W("stränder") }, { W("strand") }, false },
	{ { W("krafter") }, { W("kraft") }, false }, { { W("museer") }, { W("museum") }, false },
	{ { W("museet") }, { W("museum") }, false }, { { W("museerna") }, { W("museum") }, false },
	{ { W("centra") }, { W("centrum") }, false }, { { W("centrumet") }, { W("centrum") }, false },
	{ { W("gymnasier") }, { W("gymnasium") }, false }, { { W("gymnasiet") }, { W("gymnasium") }, false },
	{ { W("ateljén") }, { W("ateljé") }, false }, { { W("ögon") }, { W("öga") }, true },
	{ { W("öron") }, { W("öra") }, true }, { { W("gäss") }, { W("gås") }, true }, { { W("möss") }, { W("mus") }, true },
	{ { W("getter") }, { W("get") }, true }, { { W("fötter") }, { W("fot") }, false },
	{ { W("vintrar") }, { W("vinter") }, false }, { { W("vintern") }, { W("vinter") }, false },
	{ { W("syskonen") }, { W("syskon") }, false }, { { W("fönstren") }, { W("fönster") }, false },
	{ { W("tecknen") }, { W("tecken") }, false }, { { W("vattnet") }, { W("vatten") }, false },
	{ { W("vapnen") }, { W("vapen") }, false }, { { W("lagren") }, { W("lager") }, false }, { { W("lägren") }, { W("läger") }, false },
	{ { W("numret") }, { W("nummer") }, false }, { { W("arbetslöshet") }, { W("arbetslös") }, false },
	{ { W("arbetslösheten") }, { W("arbetslös") }, false }, { { W("somrar") }, { W("sommar") }, false }, { { W("somrarna") }, { W("sommar") }, false },
	{ { W("döttrarna") }, { W("dotter") }, false }, { { W("vattnen") }, { W("vatten") }, false },
	{ { W("tecknet") }, { W("tecken") }, false }, { { W("numren") }, { W("nummer") }, false },
	{ { W("centret") }, { W("centrum") }, false }, { { W("vänner") }, { W("vän") }, false }, { { W("vännen") }, { W("vän") }, false },
	{ { W("vännerna") }, { W("vän") }, false }, { { W("mödrar") }, { W("mor") }, false }, { { W("fäder") }, { W("far") }, true },
	{ { W("skor") }, { W("sko") }, true }, { { W("skon") }, { W("sko") }, true }, { { W("skorna") }, { W("sko") }, true },
	{ { W("kor") }, { W("ko") }, true }, { { W("korna") }, { W("ko") }, true }, { { W("byn") }, { W("by") }, true },
	{ { W("byar") }, { W("by") }, true }, { { W("byarna") }, { W("by") }, true }, { { W("sjön") }, { W("sjö") }, false },
	{ { W("sjöar") }, { W("sjö") }, false }, { { W("sjöarna") }, { W("sjö") }, false }, { { W("ön") }, { W("ö") }, true },
	{ { W("öar") }, { W("ö") }, true }, { { W("öarna") }, { W("ö") }, true }, { { W("året") }, { W("år") }, true },
	{ { W("åren") }, { W("år") }, true }, { { W("ägarna") }, { W("ägare") }, true }, { { W("gamla") }, { W("gammal") }, true },
	{ { W("litet") }, { W("liten") }, true },
	{ { W("billiga") }, { W("billig") }, true }, { { W("billigt") }, { W("billig") }, true }, { { W("billigare") }, { W("billig") }, true },
	{ { W("billigast") }, { W("billig") }, true }, { { W("gjort") }, { W("gjord") }, false }, { { W("morgnar") }, { W("morgon") }, false },
};

/* What ends in -et without an article: Snowball 3.0 lists such endings; here the words that Swedes use. */
static const struct str not_neuter[] = {
	{ W("het") }, { W("itet") }, { W("paket") }, { W("raket") }, { W("planet") }, { W("komet") }, { W("magnet") }, { W("budget") },
	{ W("internet") }, { W("alfabet") }, { W("poet") }, { W("profet") }, { W("sekret") }, { W("diskret") },
	{ W("konkret") }, { W("asket") }, { W("estet") }, { W("analfabet") }, { W("skelet") }, { W("ballet") },
	{ W("buffet") }, { W("racket") }, { W("basket") }, { W("cricket") }, { W("market") }, { W("ticket") }, { W("gadget") },
	{ W("widget") }, { W("mycket") }, { W("vilket") }, { W("inget") }, { W("eget") }, { W("blivet") }, { W("sitet") }, { W("duplet") },
	{ W("staket") }, { W("tapet") }, { W("trumpet") }, { W("atlet") },
};

/* Nouns in -ning and -ing that come from no verb that anybody has in mind, or whose root is another word: bok. */
static const struct str no_verb[] = {
	{ W("tidning") }, { W("ordning") }, { W("drottning") }, { W("våning") }, { W("aning") }, { W("landning") },
	{ W("camping") }, { W("shopping") }, { W("coaching") }, { W("marketing") }, { W("pudding") }, { W("köping") },
	{ W("leasing") }, { W("catering") }, { W("training") }, { W("bokning") },
};

/* Nouns whose ending is their own, also as last members; Snowball takes it for one of inflection, but not in their other forms. */
static const struct str own_ending[] = {
	{ W("kurs") }, { W("plats") }, { W("puts") }, { W("skjuts") }, { W("dans") }, { W("balans") }, { W("krets") }, { W("sats") },
	{ W("spets") }, { W("gips") }, { W("hals") }, { W("puls") }, { W("vers") }, { W("frans") }, { W("gräns") }, { W("chans") },
	{ W("licens") }, { W("konferens") }, { W("konkurrens") }, { W("kompetens") }, { W("resurs") }, { W("dagis") },
	{ W("fritids") }, { W("referens") }, { W("ambulans") }, { W("instans") }, { W("leverans") }, { W("distans") },
	{ W("lager") }, { W("läger") }, { W("papper") }, { W("nummer") }, { W("foder") },
	{ W("finans") }, { W("os") }, { W("polis") }, { W("kris") }, { W("pris") }, { W("ris") }, { W("gas") },
	{ W("adress") }, { W("process") }, { W("mess") }, { W("press") }, { W("lis") }, { W("virus") }, { W("bonus") }, { W("billig") },
	{ W("moms") }, { W("färs") }, { W("krans") }, { W("svans") }, { W("chips") }, { W("raps") },
};

/* What ends in -an without an article. */
static const struct str not_definite[] = {
	{ W("plan") }, { W("kran") }, { W("roman") }, { W("organ") }, { W("veteran") }, { W("orkan") }, { W("vulkan") }, { W("tulpan") }, { W("sultan") }, { W("pelikan") },
	{ W("slogan") }, { W("urban") }, { W("human") }, { W("span") }, { W("japan") }, { W("iran") },
	{ W("hisspan") }, { W("kaftan") }, { W("altan") }, { W("fasan") }, { W("sopran") }, { W("saffran") }, { W("timjan") }, { W("divan") }, { W("titan") },
};

/* Small words that end so; nouns do, too: kvinnan. */
static const struct str small_an[] = {
	{ W("sedan") }, { W("medan") }, { W("innan") }, { W("utan") }, { W("annan") }, { W("redan") }, { W("ovan") },
	{ W("samman") }, { W("nedan") }, { W("sådan") },
};

/* Adjectives before the t of their neuter. */
static const struct str adjectives[] = {
	{ W("alt") }, { W("ellt") }, { W("iskt") }, { W("igt") }, { W("samt") }, { W("bart") }, { W("ivt") }, { W("ärt") },
};

/* Nouns in -or that is no plural; Snowball takes it for one, but not in their plurals. */
static const struct str own_or[] = {
	{ W("dator") }, { W("motor") }, { W("traktor") }, { W("doktor") }, { W("rektor") }, { W("sektor") }, { W("faktor") },
	{ W("mentor") }, { W("lektor") }, { W("pastor") }, { W("operator") }, { W("moderator") }, { W("generator") },
	{ W("administrator") }, { W("inspektor") }, { W("professor") }, { W("sponsor") }, { W("revisor") }, { W("investor") },
	{ W("kurator") }, { W("konditor") }, { W("reaktor") }, { W("senior") }, { W("junior") }, { W("kontor") }, { W("sensor") },
	{ W("illustrator") }, { W("koordinator") }, { W("innovator") }, { W("animator") }, { W("kompressor") },
};

/* What may stand behind them. */
static const struct str or_endings[] = {
	{ W("s") }, { W("n") }, { W("ns") }, { W("er") }, { W("ers") }, { W("erna") }, { W("ernas") }, { W("et") },
	{ W("ets") }, { W("en") }, { W("ens") },
};

/* Verbs whose n is their own, before the -ning that is left of it: öppna, öppning. */
static const struct str own_n[] = {
	{ W("läm") }, { W("öpp") }, { W("räk") }, { W("teck") }, { W("häm") },
};

/* Stems in a consonant and r that are not those of words in -er or -ar. */
static const struct str own_r[] = {
	{ W("hundr") }, { W("andr") }, { W("ändr") }, { W("klädr") }, { W("bättr") }, { W("undr") }, { W("centr") }, { W("lagr") }, { W("fodr") },
	{ W("numr") },
};

/* Ends in -s without being a genitive, behind what looks like a plural. */
static const struct str not_genitive[] = {
	{ W("univers") }, { W("kommers") }, { W("anders") }, { W("divers") }, { W("vers") }, { W("kors") }, { W("kurs") },
};

/* Stems that double their m before an ending only. */
static const struct str double_m[] = {
	{ W("rumm") }, { W("hemm") }, { W("gramm") }, { W("lemm") }, { W("drömm") }, { W("kamm") }, { W("gymm") },
};
