package org.chosei.mail.reading;

/** What reading a message's bytes led to: a view of it, or the limit that it broke. Reading never throws. */
public sealed interface MailReading permits IncomingMail, Unparseable {}
