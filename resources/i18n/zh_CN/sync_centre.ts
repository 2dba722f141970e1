<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Sa&amp;ve for the city…</source>
        <translation>导出给市里(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Bring in from the city…</source>
        <translation>导入市里的答复(&amp;B)…</translation>
    </message>
    <message>
        <source>Without a line: carry a file to the city on a USB stick, and its answer back. Both are encrypted.</source>
        <translation>没有网络时：用 U 盘把文件送到市里，再把答复带回来。两个文件都是加密的。</translation>
    </message>
    <message>
        <source>City's &amp;key…</source>
        <translation>市级密钥(&amp;K)…</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>一次性注册码</translation>
    </message>
    <message>
        <source>Enrolment code for the &amp;first file</source>
        <translation>首个文件的注册码(&amp;F)</translation>
    </message>
    <message>
        <source>Works once; the city's administrator gives it out</source>
        <translation>只能用一次，由市级管理员发放</translation>
    </message>
    <message>
        <source>Key of the city: {fingerprint}</source>
        <translation>市级密钥指纹：{fingerprint}</translation>
    </message>
    <message>
        <source>This counter does not know its city's key yet.</source>
        <translation>本柜台还不知道市级密钥。</translation>
    </message>
    <message>
        <source>The city's key is known</source>
        <translation>已记下市级密钥</translation>
    </message>
    <message>
        <source>Files for it can be saved now.</source>
        <translation>现在可以导出给市级的文件了。</translation>
    </message>
    <message>
        <source>Save for the city</source>
        <translation>导出给市里</translation>
    </message>
    <message>
        <source>Bring in from the city</source>
        <translation>导入市里的答复</translation>
    </message>
    <message>
        <source>Saving for the city</source>
        <translation>正在导出给市里</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>没有导出任何内容。</translation>
    </message>
    <message>
        <source>Bringing in from the city</source>
        <translation>正在导入市里的答复</translation>
    </message>
    <message>
        <source>What came so far is kept. Bring in the same file again to go on.</source>
        <translation>已经导入的内容都保留；再导入同一个文件，就会接着做完。</translation>
    </message>
    <message>
        <source>Sync bundle (*.gwcbundle)</source>
        <translation>同步包 (*.gwcbundle)</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>{n} operations saved</source>
        <translation>已导出 {n} 笔业务</translation>
    </message>
    <message>
        <source>Take the file to the city. Bring in here what you get back.</source>
        <translation>请把文件送到市里，再到这里导入市里的答复。</translation>
    </message>
    <message>
        <source>This file was brought in before</source>
        <translation>这个文件已经导入过</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有改动任何数据。</translation>
    </message>
    <message>
        <source>{settled} operations answered, {pulled} changes brought in</source>
        <translation>市里已答复 {settled} 笔业务，取回 {pulled} 条更新</translation>
    </message>
    <message>
        <source>This counter is number {n} of its site now.</source>
        <translation>本机已接入，是本单位的第 {n} 台。</translation>
    </message>
    <message>
        <source>The city has more than went into one file: save for the city again.</source>
        <translation>市里还有数据没装下：请再给市里导出一份。</translation>
    </message>
    <message>
        <source>{n} operations wait for the next file.</source>
        <translation>还有 {n} 笔业务等下一份文件。</translation>
    </message>
    <message>
        <source>Operations sent</source>
        <translation>上传业务（笔）</translation>
    </message>
    <message>
        <source>Records received</source>
        <translation>接收信息（条）</translation>
    </message>
    <message>
        <source>Hours without the city</source>
        <translation>与市级中断（小时）</translation>
    </message>
    <message>
        <source>{n} operations sent</source>
        <translation>上传 {n} 笔</translation>
    </message>
    <message>
        <source>{n} records received</source>
        <translation>接收 {n} 条</translation>
    </message>
    <message>
        <source>{up} up, {down} down</source>
        <translation>上传 {up}、接收 {down}</translation>
    </message>
    <message>
        <source>{n} h without the city</source>
        <translation>与市级中断 {n} 小时</translation>
    </message>
    <message>
        <source>Sync of the last days</source>
        <translation>近日同步统计</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Bytes up</source>
        <translation>上传字节</translation>
    </message>
    <message>
        <source>Bytes down</source>
        <translation>接收字节</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>The numbers of the picture</source>
        <translation>统计数字</translation>
    </message>
    <message>
        <source>&amp;Export the numbers</source>
        <translation>导出数字(&amp;E)</translation>
    </message>
    <message>
        <source>Hours without the city: not reached, or refused, while this program was open.</source>
        <translation>与市级中断：本程序开着、但连不上市级或被市级拒绝的时间。</translation>
    </message>
    <message>
        <source>Export the numbers</source>
        <translation>导出数字</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV, UTF-8 (*.csv)</source>
        <translation>CSV,UTF-8 (*.csv)</translation>
    </message>
    <message>
        <source>{n} rows written to {path}</source>
        <translation>已写入 {n} 行：{path}</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>没有新信息</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>途径</translation>
    </message>
    <message>
        <source>by file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>by line</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>What came, or went wrong</source>
        <translation>收到什么，或哪里出错</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>With news</source>
        <translation>有往来的</translation>
    </message>
    <message>
        <source>What failed</source>
        <translation>未成功的</translation>
    </message>
    <message>
        <source>Which cycles</source>
        <translation>筛选往来记录</translation>
    </message>
    <message>
        <source>The last cycles</source>
        <translation>近期往来</translation>
    </message>
    <message>
        <source>The cycle</source>
        <translation>往来详情</translation>
    </message>
    <message>
        <source>The marked cycle shows here in full.</source>
        <translation>选中的往来记录在这里显示详情。</translation>
    </message>
    <message>
        <source>Nothing of this kind is in the history.</source>
        <translation>没有这类记录。</translation>
    </message>
    <message>
        <source>{n} operations</source>
        <translation>{n} 笔</translation>
    </message>
    <message>
        <source>{n} records</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>收到</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Ended well</source>
        <translation>顺利完成</translation>
    </message>
    <message>
        <source>It means</source>
        <translation>意味着</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>How old the knowledge is</source>
        <translation>所知信息截至何时</translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>信息类别</translation>
    </message>
    <message>
        <source>Known as of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Last news</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>What this site holds is final here at any time. What comes from the city (other sites' property, approvals given elsewhere) is as old as said here.</source>
        <translation>本仓保管的资产，任何时候都以本机为准。来自市级的信息（其他仓点的资产、别处作出的审批），新旧程度如上所示。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>The last time that all of the city's news was read to its end: {time}</source>
        <translation>最近一次把市级新信息全部收完：{time}</translation>
    </message>
    <message>
        <source>The city's news was not read to its end yet.</source>
        <translation>还没有把市级信息全部收完过。</translation>
    </message>
    <message>
        <source>Something of this kind last came then: {time}</source>
        <translation>最近一次收到这类信息：{time}</translation>
    </message>
    <message>
        <source>Nothing of this kind has come in yet, or not since this is noted.</source>
        <translation>还没有收到过这类信息，或在开始记录之前收到。</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>同步概况</translation>
    </message>
    <message>
        <source>Line and queue</source>
        <translation>线路与等待</translation>
    </message>
    <message>
        <source>Waiting to go up</source>
        <translation>等待上传</translation>
    </message>
    <message>
        <source>Attachments waiting</source>
        <translation>等待上传的附件</translation>
    </message>
    <message>
        <source>Last complete sync</source>
        <translation>最近完整同步</translation>
    </message>
    <message>
        <source>This clock</source>
        <translation>本机时钟</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>本柜台</translation>
    </message>
    <message>
        <source>City server</source>
        <translation>市级服务器</translation>
    </message>
    <message>
        <source>Site and station</source>
        <translation>仓点与工位</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>业务日志</translation>
    </message>
    <message>
        <source>Free disk space</source>
        <translation>磁盘可用空间</translation>
    </message>
    <message>
        <source>{n} operations, the oldest from {when}</source>
        <translation>{n} 笔，最早一笔 {when}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{n} files, {sent} of {size} sent</source>
        <translation>{n} 个文件，已传 {sent} / {size}</translation>
    </message>
    <message>
        <source>Last fault: {words}</source>
        <translation>上次没有送成：{words}</translation>
    </message>
    <message>
        <source>beside the city's: {difference}</source>
        <translation>与市级相比：{difference}</translation>
    </message>
    <message>
        <source>Please set this PC's time. Nothing is ordered by it, but slips bear it.</source>
        <translation>请校准本机时间。业务先后不靠它排定，但单据上印的是它。</translation>
    </message>
    <message>
        <source>{n} operations/s</source>
        <translation>每秒 {n} 笔</translation>
    </message>
    <message>
        <source>today {up} up, {down} down</source>
        <translation>今日上传 {up}、接收 {down}</translation>
    </message>
    <message>
        <source>by file, without a line</source>
        <translation>经文件往来，无线路</translation>
    </message>
    <message>
        <source>{site} · station {n}</source>
        <translation>{site} · {n} 号工位</translation>
    </message>
    <message>
        <source>{size} · cannot be written now; the database holds what it lacks</source>
        <translation>{size} · 暂时写不进去，缺的部分数据库里都有</translation>
    </message>
    <message>
        <source>A second copy of every operation of this counter, so that a damaged database cannot lose them</source>
        <translation>本柜台每笔业务的第二份记录，数据库损坏也不会丢失</translation>
    </message>
    <message>
        <source>{size} · in step with the database</source>
        <translation>{size} · 与数据库一致</translation>
    </message>
    <message>
        <source>Make room: without it nothing can be recorded.</source>
        <translation>请腾出空间，否则无法记录业务。</translation>
    </message>
    <message>
        <source>Overview  Alt+1</source>
        <translation>概况  Alt+1</translation>
    </message>
    <message>
        <source>Waiting  Alt+2</source>
        <translation>等待上传  Alt+2</translation>
    </message>
    <message>
        <source>Lately  Alt+3</source>
        <translation>近期往来  Alt+3</translation>
    </message>
    <message>
        <source>Last days  Alt+4</source>
        <translation>近日统计  Alt+4</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>立即同步(&amp;S)</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>&amp;Connect to a city server</source>
        <translation>连接市级服务器(&amp;C)</translation>
    </message>
    <message>
        <source>This counter works alone</source>
        <translation>本柜台单独工作</translation>
    </message>
    <message>
        <source>Everything works here without a city server. With one, the city and its counties see the same property, what was lent twice is found out, and a copy of every record lies with the city. This place then shows what waits, what came and how old the knowledge is.</source>
        <translation>没有市级服务器，本机业务照常办理。连接之后，市县看到同一份资产，重复借出的会查出来，每笔记录在市级另有一份。届时这里显示：哪些在等待上传、收到了什么、所知信息截至何时。</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Overview, what waits, what came lately, the last days</source>
        <translation>概况、等待上传、近期往来、近日统计</translation>
    </message>
    <message>
        <source>Pause, or go on</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Sync has been started</source>
        <translation>已开始同步</translation>
    </message>
    <message>
        <source>Sync goes on</source>
        <translation>同步已继续</translation>
    </message>
    <message>
        <source>Sync is paused</source>
        <translation>同步已暂停</translation>
    </message>
    <message>
        <source>City data: {when}</source>
        <translation>市级数据：{when}</translation>
    </message>
    <message>
        <source>No data from the city yet</source>
        <translation>尚无市级数据</translation>
    </message>
    <message>
        <source>Kee&amp;p going</source>
        <translation>继续(&amp;P)</translation>
    </message>
    <message>
        <source>Nothing goes to the city and nothing comes from it; the desk works as always. {n} operations wait.</source>
        <translation>暂停期间不上传、不接收，柜台照常办理。有 {n} 笔业务等待上传。</translation>
    </message>
    <message>
        <source>“Keep going” lets it run again.</source>
        <translation>按“继续”恢复同步。</translation>
    </message>
    <message>
        <source>{words} {n} operations wait.</source>
        <translation>{words}有 {n} 笔业务等待上传。</translation>
    </message>
    <message>
        <source>Requests and approvals</source>
        <translation>申请与审批</translation>
    </message>
    <message>
        <source>Loans and returns</source>
        <translation>借用与归还</translation>
    </message>
    <message>
        <source>Property, and the pool list of other sites</source>
        <translation>资产（含其他仓点的公物池清单）</translation>
    </message>
    <message>
        <source>Vehicles and trips</source>
        <translation>车辆与出车</translation>
    </message>
    <message>
        <source>Conflict cases</source>
        <translation>待处理事项</translation>
    </message>
    <message>
        <source>Organizations, people and sites</source>
        <translation>单位、人员与仓点</translation>
    </message>
    <message>
        <source>Papers and imported ledgers</source>
        <translation>单据与导入台账</translation>
    </message>
    <message>
        <source>Other records</source>
        <translation>其他记录</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>{time} fast</source>
        <translation>快 {time}</translation>
    </message>
    <message>
        <source>{time} slow</source>
        <translation>慢 {time}</translation>
    </message>
    <message>
        <source>The city's key</source>
        <translation>市级密钥</translation>
    </message>
    <message>
        <source>Trust it</source>
        <translation>信任并记下</translation>
    </message>
    <message>
        <source>Have the city's administrator read out the digits, by telephone: not from the same stick.</source>
        <translation>请市级管理员在电话里念出指纹数字核对，不要只看同一个 U 盘里写的。</translation>
    </message>
    <message>
        <source>Key file of the city</source>
        <translation>市级密钥文件</translation>
    </message>
    <message>
        <source>City's key (*.gwckey)</source>
        <translation>市级密钥 (*.gwckey)</translation>
    </message>
    <message>
        <source>Fingerprint: eight groups of five digits</source>
        <translation>指纹：八组，每组五位数字</translation>
    </message>
    <message>
        <source>Choose the file that the city gave out.</source>
        <translation>请选择市级发放的密钥文件。</translation>
    </message>
    <message>
        <source>Type the digits that were read out.</source>
        <translation>请输入对方念出的数字。</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>办理事项</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>办理时间</translation>
    </message>
    <message>
        <source>Number in the log</source>
        <translation>日志序号</translation>
    </message>
    <message>
        <source>What waits for the city</source>
        <translation>等待上传的业务</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有等待上传的业务</translation>
    </message>
    <message>
        <source>All that was done here is with the city. What is done from now on shows here until the city has it.</source>
        <translation>本机办理的业务都已到市级。此后办理的业务，在市级收到之前显示在这里。</translation>
    </message>
    <message>
        <source>the oldest from {when}</source>
        <translation>最早一笔 {when}</translation>
    </message>
    <message>
        <source>the first {n} are shown</source>
        <translation>只列出前 {n} 笔</translation>
    </message>
</context>
</TS>
