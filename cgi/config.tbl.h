/*
 * config.tbl.h: every setting there is. Columns: name, type, default, smallest and
 * largest number, what it is. A setting is read from the file of --config as `name = value`, from the
 * environment as MEDVERK_NAME, and from the options of the command line that
 * have its name; the later wins.
 */
SETTING(db, TEXT, "var/medverk.db", 0, 0, "The database file. Its directory must be writable for the program.")
SETTING(www, TEXT, MEDVERK_DATADIR "/www", 0, 0, "The folder with templates, words and static files.")
SETTING(seed, TEXT, MEDVERK_DATADIR "/sql", 0, 0, "The folder with the content that 'medverk init' loads.")
SETTING(base_url, TEXT, "", 0, 0, "What the site is called from outside, https://example.org, for complete addresses; empty: addresses begin with /.")
SETTING(contact_phone, TEXT, "", 0, 0, "Whom visitors may phone who find nothing, as it is to be read: 010-000 00 00. Empty: they are led to the contact page.")
SETTING(contact_email, TEXT, "", 0, 0, "Where they may write.")
SETTING(socket, TEXT, "", 0, 0, "Where 'serve' listens: a path, or HOST:PORT. Empty: the socket on descriptor 0 that the web server gives.")
SETTING(socket_mode, TEXT, "0660", 0, 0, "Permissions of a socket that is a path, in octal digits.")
SETTING(workers, NUMBER, 4, 1, 64, "Worker processes; two for each processor core is right.")
SETTING(log_level, TEXT, "info", 0, 0, "error, warning, info or debug.")
SETTING(reload, FLAG, 0, 0, 1, "1: read templates and words anew for each request. For those who edit them.")
SETTING(strict, FLAG, 0, 0, 1, "1: a name in a template that means nothing is an error instead of an empty place. For tests.")
SETTING(cache_seconds, NUMBER, 0, 0, 31536000, "How long shared caches may keep a public answer. Withdrawing something takes as long to be seen. 0: they must ask each time.")
SETTING(answers_kib, NUMBER, 512, 0, 1048576, "Memory of each worker for answers given before, in KiB; they are kept until something is saved. 0: none.")
SETTING(matches_kib, NUMBER, 4096, 0, 1048576, "Memory of each worker for what words of searches were found in, in KiB; kept until something is saved. 0: none.")
SETTING(searches_seconds, NUMBER, 60, 0, 3600, "How often it is written down what was searched for and how many times, in seconds. 0: searches are not counted.")
SETTING(searches_days, NUMBER, 395, 1, 3660, "How many days these counts are kept.")
SETTING(searches_rare_days, NUMBER, 30, 1, 3660, "How many days, where something was searched for less than five times.")
SETTING(request_seconds, NUMBER, 30, 1, 3600, "Longest time from a connection's beginning to the end of its answer.")
SETTING(statement_ms, NUMBER, 2000, 1, 600000, "Longest time the database may work for one request, in milliseconds; then 503.")
SETTING(uri_bytes, NUMBER, 8192, 256, 65536, "Longest address that is answered, in bytes; then 414.")
SETTING(head_bytes, NUMBER, 65536, 1024, 1048576, "Most bytes in the variables of a request, headers and address together; then 431.")
SETTING(body_bytes, NUMBER, 1048576, 0, 1000000000, "Largest body of a request, in bytes; then 413.")
SETTING(parameters, NUMBER, 100, 1, 10000, "Most parameters in an address; then 400.")
SETTING(query_letters, NUMBER, 200, 1, 10000, "Longest words to search for, in letters; then the beginning is searched for, and programs get 400.")
SETTING(search_without, TEXT, "", 0, 0, "Mechanisms of the search that are switched off, with commas between: see docs/search.md. For judging what each is worth.")
SETTING(page_depth, NUMBER, 50, 1, 1000, "Last numbered page of a list; behind it lead the links in the answers.")
